using System.Diagnostics;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Tests.Grounding.Enterprise;

public sealed class EnterpriseGroundingTests(ITestOutputHelper output)
{
    [Fact]
    public void Explore()
    {
        var schema = EnterpriseSchema.Read(EnterpriseQuestions.Folder);
        output.WriteLine($"{schema.Tables.Count} {schema.Tables.Sum(t => t.Columns.Count)}");
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalMemory(true);
        var index = DatabaseIndex.Build(schema);
        output.WriteLine($"build {watch.ElapsedMilliseconds} ms, {(GC.GetTotalMemory(true) - before) / 1e6:0.0} MB, edges {index.Edges.Count}");
        var questions = EnterpriseQuestions.Read();
        foreach (var q in questions) index.Search!.Rank(q.Question.Text, Tokenizer.Tokenize(q.Question.Text), 48);
        watch.Restart();
        foreach (var q in questions) index.Search!.Rank(q.Question.Text, Tokenizer.Tokenize(q.Question.Text), 48);
        output.WriteLine($"search {watch.Elapsed.TotalMilliseconds / questions.Count:0.00} ms");
        watch.Restart();
        foreach (var q in questions) new Linker(index).Link(q.Question);
        output.WriteLine($"link {watch.Elapsed.TotalMilliseconds / questions.Count:0.00} ms");
        int[] good = new int[8], all = new int[2];
        foreach (var q in questions)
        {
            var f = q.Aside ? 1 : 0;
            all[f]++;
            var s1 = index.Search!.Rank(q.Question.Text, Tokenizer.Tokenize(q.Question.Text), 48).Select(t => t.Table.Name).ToList();
            var l = new Linker(index).Link(q.Question); var s2 = Memori.Text2Sql.Grounding.Slicing.SchemaSlicer.Slice(index, l, new(), new Dictionary<TableNode, double>()).Select(t => t.Name).ToList(); var s3 = l.Ranked.Select(t => t.Table.Name).ToList();
            if (q.Tables.All(s1.Take(10).Contains)) good[f]++;
            if (q.Tables.All(s1.Contains)) good[2 + f]++;
            if (q.Tables.All(s2.Contains)) good[4 + f]++;
            if (f == 0 && (!q.Tables.All(s2.Contains)))
            {
                output.WriteLine($"- {q.Question.Text}\n    need {string.Join(' ', q.Tables.Select(t => $"{t}:{s1.IndexOf(t)}:{s2.IndexOf(t)}:{s3.IndexOf(t)}"))}\n    s1 {string.Join(' ', s1.Take(8))}\n    s2 {string.Join(' ', s2.Take(8))}");
            }
        }

        output.WriteLine($"s1@10 {good[0]}/{all[0]} aside {good[1]}/{all[1]}; s1@48 {good[2]} {good[3]}; s2@10 {good[4]} {good[5]}");
    }
}
