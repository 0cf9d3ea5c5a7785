using System.Text.Json;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Tests.Generation.Embedded;
using Memori.Text2Sql.Tests.Guarding.Corpus;

namespace Memori.Text2Sql.Tests.Grounding.Enterprise;

/// <summary>A question on the enterprise schema.</summary>
/// <param name="Question">The question.</param>
/// <param name="Tables">The tables that it needs, written from what the schema means.</param>
/// <param name="Aside">Whether nothing was tuned on it.</param>
internal sealed record EnterpriseQuestion(Question Question, IReadOnlyList<string> Tables, bool Aside);

/// <summary>The questions of evaluation/grounding/questions.json.</summary>
internal static class EnterpriseQuestions
{
    public static string Folder { get; } = Path.Combine(CorpusFile.Root, "evaluation", "grounding");

    public static IReadOnlyList<EnterpriseQuestion> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "questions.json")));
        return
        [
            .. document.RootElement.EnumerateArray().Select(q => new EnterpriseQuestion(
                Library.Ask(q.GetProperty("question").GetString()!),
                [.. q.GetProperty("tables").EnumerateArray().Select(t => t.GetString()!)],
                q.GetProperty("aside").GetBoolean())),
        ];
    }
}
