/** 200 while the process serves, whatever its back ends do. */
export function loader() {
  return Response.json({ status: "ok" });
}
