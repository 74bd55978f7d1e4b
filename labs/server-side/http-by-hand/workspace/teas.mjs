// What the server of steps 4 to 6 sells: the path of each page and its text.
export const pages = new Map([
  ['/teas/masala-chai', 'Masala Chai 250 g\nBlack tea with ginger and cardamom.\n₹360.00\n'],
  ['/teas/sencha', 'Sencha 100 g\nGreen tea from Japan.\n₹620.00\n'],
  ['/teas/earl-grey', 'Earl Grey 100 g\nBlack tea with oil of bergamot. Crème de la crème.\n₹380.00\n'],
]);
