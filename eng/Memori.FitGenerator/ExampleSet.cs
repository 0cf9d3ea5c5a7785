using Memori.Fitting;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.FitGenerator;

/// <summary>A question that may be seen.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Question">The question with its right SQL.</param>
/// <param name="File">The database.</param>
/// <param name="Index">What is known of the database.</param>
/// <param name="Links">What the question names.</param>
/// <param name="Chinese">Its language.</param>
/// <param name="Roles">The roles of its names, once for each way to read its conditions; none when its SQL can't be told by roles alone.</param>
internal sealed record SeenQuestion(string Set, EvaluationQuestion Question, string File, DatabaseIndex Index, LinkResult Links, bool Chinese, IReadOnlyList<RoleExample> Roles);

/// <summary>Reads the questions of a set that may be seen, with the roles of their names.</summary>
internal static class ExampleSet
{
    /// <summary>The examples of a set.</summary>
    /// <param name="argument"><c>questions.json=directory of databases</c>.</param>
    /// <param name="hidden">Databases that are left out.</param>
    /// <param name="translated">Whether to ask the questions over English names in Chinese too (<see cref="ChineseQuestions"/>).</param>
    public static async Task<IReadOnlyList<SeenQuestion>> ReadAsync(string argument, IReadOnlySet<string> hidden, bool translated = false)
    {
        var (path, databases) = argument.Split('=', 2) is [var file, var directory] ? (file, directory) : throw new ArgumentException($"{argument}: questions.json=databases", nameof(argument));
        var questions = await EvaluationSet.ReadAsync(path);
        var unseen = UnseenDatabases.Of(questions.Select(question => question.DatabaseId!));
        var name = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))!;
        await using var scratch = await ScratchServices.StartAsync();
        var provider = scratch.Provider;
        var examples = new List<SeenQuestion>();
        var asks = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in questions.Where(q => !unseen.Contains(q.DatabaseId!) && !hidden.Contains(q.DatabaseId!)).GroupBy(q => q.DatabaseId!, StringComparer.Ordinal))
        {
            var source = await provider.GetRequiredService<DataSourceCatalog>().RegisterAsync(Path.Combine(databases, group.Key, group.Key + ".sqlite"), CancellationToken.None);
            var access = await provider.GetRequiredService<AccessCatalog>().GetAsync(source, new Caller("fit"), CancellationToken.None);
            var index = DatabaseIndex.Build(access.Schema);
            foreach (var question in group)
            {
                var asked = QuestionText.Read(question.Question, question.AskedAt ?? TimeProvider.System.GetLocalNow());
                var links = new Linker(index).Link(asked);
                var chinese = asked.Language == Text.Language.Chinese;
                var roles = GoldRoles.Read(question.Query, index) is { } gold
                    ? RoleReader.Prepare(links, index, chinese).Select(reading => new RoleExample(name, group.Key, reading, gold, index)).ToList() : [];
                examples.Add(new SeenQuestion(name, question, Path.Combine(databases, group.Key, group.Key + ".sqlite"), index, links, chinese, roles));
                if (translated && !chinese && !index.IsChinese && ChineseQuestions.Ask(question.Query, index) is { } said && asks.Add(group.Key + said))
                {
                    var again = new Linker(index).Link(QuestionText.Read(said, asked.AskedAt));
                    var own = GoldRoles.Read(question.Query, index) is { } right
                        ? RoleReader.Prepare(again, index, chinese: true).Select(reading => new RoleExample(name + "-zh", group.Key, reading, right, index)).ToList() : [];
                    examples.Add(new SeenQuestion(name + "-zh", question with { Question = said }, Path.Combine(databases, group.Key, group.Key + ".sqlite"), index, again, true, own));
                }
            }
        }

        return examples;
    }
}
