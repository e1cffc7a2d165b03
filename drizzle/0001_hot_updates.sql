-- Rows that are updated far more often than they are added keep room in their page, so that updates stay heap-only.
ALTER TABLE "timelines" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "memberships" SET (fillfactor = 75);--> statement-breakpoint
ALTER TABLE "sessions" SET (fillfactor = 75);
