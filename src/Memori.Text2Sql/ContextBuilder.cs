using System.Globalization;
using System.Text;
using Memori.Recall;
using Memori.Text2Sql.Generation.Claude;
using Memori.Text2Sql.Grounding;

namespace Memori.Text2Sql;

/// <summary>
/// What a model should know for a question, as text for a prompt of your own (the guide's ContextBuilder): the part of the schema that matters, memories
/// of the person that bear on it, verified questions like it. <see cref="AskRequest.Context"/> switches the parts. Made from what the caller may read;
/// the text of people and databases in it is untrusted. Thread-safe.
/// </summary>
public sealed class ContextBuilder
{
    // As in the guide.
    private const int MostMemories = 5;

    // Questions with SQL have a part of their own.
    private static readonly MemoryKind[] s_kinds =
        [MemoryKind.Preference, MemoryKind.Rule, MemoryKind.Fact, MemoryKind.Skill, MemoryKind.Context, MemoryKind.Conversation, MemoryKind.Config];

    private readonly Grounder _grounder;
    private readonly MemoryEngine _memory;
    private readonly TimeProvider _time;

    internal ContextBuilder(Grounder grounder, MemoryEngine memory, TimeProvider time)
    {
        _grounder = grounder;
        _memory = memory;
        _time = time;
    }

    /// <summary>Builds the text: Markdown with a heading for each part that has something to say; empty when none has.</summary>
    /// <param name="request">The question, who asks, and of what. Memories are used when <see cref="AskRequest.UseMemory"/> says so; nothing is learned.</param>
    /// <param name="includeValues">Whether sample values of columns may be in it; those kept back by annotations never are. Default false.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException">As for <see cref="AskPipeline.AskAsync"/>, before any SQL is made.</exception>
    public async Task<string> BuildAsync(AskRequest request, bool includeValues = false, CancellationToken cancellationToken = default)
    {
        var question = QuestionText.Read(request.Text, request.AskedAt ?? _time.GetLocalNow());
        var grounded = await _grounder.GroundAsync(request, question, cancellationToken).ConfigureAwait(false);
        var text = new StringBuilder();
        if (request.Context.IncludeSchema)
        {
            Append(text, "Database Schema", [SchemaCard.Render(grounded.Schema, grounded.Tables, new ClaudeGenerationOptions { SendValues = includeValues }).TrimEnd()]);
        }

        if (request.UseMemory)
        {
            var recalled = await _memory.RecallAsync(request.Scope, new RecallRequest { Query = request.Text, Limit = MostMemories, Kinds = s_kinds }, cancellationToken).ConfigureAwait(false);
            Append(text, "Relevant Context", recalled.Select((found, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {found.Memory.Content} (relevance: {found.Score:0.00})")));
        }

        Append(text, "SQL Examples", grounded.Examples.Concat(grounded.FixedExamples).DistinctBy(pair => pair.MemoryId).Select(pair => $"-- {pair.Question.ReplaceLineEndings(" ")}\n{pair.Sql}"));
        return text.ToString();
    }

    private static void Append(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var body = string.Join('\n', lines);
        if (body.Length > 0)
        {
            text.Append(text.Length > 0 ? "\n\n" : "").Append("## ").Append(heading).Append('\n').Append(body);
        }
    }
}
