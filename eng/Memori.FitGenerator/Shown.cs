using System.Globalization;
using Memori.Fitting;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.FitGenerator;

/// <summary>Prints what questions name and how they are read, for those who extend the rules.</summary>
internal static class Shown
{
    /// <summary>Prints.</summary>
    /// <param name="pairs">Questions and databases by turns.</param>
    public static async Task PrintAsync(string[] pairs)
    {
        await using var scratch = await ScratchServices.StartAsync();
        var provider = scratch.Provider;
        foreach (var pair in pairs.Chunk(2))
        {
            var source = await provider.GetRequiredService<DataSourceCatalog>().RegisterAsync(pair[1], CancellationToken.None);
            var access = await provider.GetRequiredService<AccessCatalog>().GetAsync(source, new Caller("fit"), CancellationToken.None);
            var index = DatabaseIndex.Build(access.Schema);
            var asked = QuestionText.Read(pair[0], TimeProvider.System.GetLocalNow());
            var chinese = asked.Language == Text.Language.Chinese;
            var links = new Linker(index).Link(asked);
            Console.WriteLine($"{pair[0]}\n  {string.Join("\n  ", links.Mentions)}");
            foreach (var reading in RoleReader.Prepare(links, index, chinese))
            {
                Console.WriteLine("  left: " + string.Join(" | ", Enumerable.Range(0, reading.Count).Where(reading.IsFree).Select(i => reading[i].Text)));
            }

            foreach (var reading in ReadingRanking.Rank(links, index, chinese).Take(4))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {reading.Score:0.00} {reading.Binding.Plan.LogProbability:0.00} {reading.Sql}"));
            }
        }
    }
}
