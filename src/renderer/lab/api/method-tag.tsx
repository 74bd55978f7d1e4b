/** The method of a request, short and in its colour. */
export function MethodTag({ method }: { method: string }) {
  return (
    <span className="api-method" data-method={method}>
      {method === 'DELETE' ? 'DEL' : method === 'OPTIONS' ? 'OPT' : method}
    </span>
  );
}
