using Memori.Text;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>Something in annotations that is wrong or does not fit the schema (any more).</summary>
/// <param name="Subject">What it is about, as it is written: <c>table orders</c>, <c>column orders.status</c>, <c>term active customer</c>.</param>
/// <param name="Code">What is wrong: <c>no-such-table</c>, <c>no-such-column</c>, <c>term-does-not-fit</c>, <c>duplicate</c>, <c>too-long</c>, <c>too-many</c>, <c>empty</c>,
/// <c>bad-name</c>, <c>bad-character</c>, <c>out-of-range</c>.</param>
/// <param name="Message">A sentence for the person.</param>
public sealed record AnnotationIssue(string Subject, string Code, LocalizedText Message);
