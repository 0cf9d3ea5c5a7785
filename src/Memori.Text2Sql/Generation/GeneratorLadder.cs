using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Generation;

/// <summary>
/// Climbs from the cheapest generator to the dearest, and stops at the first verified answer that is sure enough.
/// A generator that fails (model down, budget spent) is noted and passed over: what a cheaper rung found still counts.
/// </summary>
internal sealed class GeneratorLadder(IEnumerable<ISqlGenerator> generators, Verifier verifier, AskOptions options)
{
    public async Task<LadderResult> ClimbAsync(AskRequest request, GroundedQuestion question, Trace trace, CancellationToken cancellationToken)
    {
        var found = new LadderResult();
        foreach (var generator in generators.Where(g => request.Generators?.Contains(g.Name) ?? true))
        {
            // What it said once it would say again: that is no second opinion.
            if (generator.Name == found.Best?.Candidate.Origin)
            {
                continue;
            }

            found = await new Rung(generator, question, verifier, options, trace, found).ClimbAsync(cancellationToken).ConfigureAwait(false);
            if (found.Best?.Confidence >= options.AcceptConfidence)
            {
                break;
            }
        }

        return found;
    }
}
