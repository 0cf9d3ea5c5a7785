using Memori.Text;

namespace Memori.Text2Sql.Verification;

/// <summary>Something about a query that makes it less likely to be right, although it runs.</summary>
/// <param name="Code">Its stable code: <c>guessed-literal</c>, <c>fan-out</c>, <c>null-not-in</c>, <c>projection</c>, <c>window</c>, <c>unused-value</c>.</param>
/// <param name="Text">What it is, for a person. It names only what stands in the query or in the question.</param>
public sealed record Finding(string Code, LocalizedText Text);

/// <summary>Why a candidate did not run.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Code">The guard's rule, or the code of the database's failure.</param>
/// <param name="Message">What was said against it; may be shown to the generator that repairs. May hold text of the database.</param>
internal sealed record CandidateError(Generation.SqlCandidate Candidate, string Code, string Message);
