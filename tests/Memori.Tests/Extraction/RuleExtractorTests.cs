using Memori.Extraction;

namespace Memori.Tests.Extraction;

public sealed class RuleExtractorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("english", 0.99, 0.98)]
    [InlineData("chinese", 0.99, 0.98)]
    [InlineData("heldout", 0.95, 0.82)]
    public void Corpus_OfTheRules_IsReadPrecisely(string name, double precision, double recall)
    {
        var corpus = ExtractionCorpus.Load(name);
        var figures = corpus.Measure();
        output.WriteLine($"{name}: {corpus.Cases.Count} messages, {corpus.Cases.Count(message => message.Expected.Count == 0)} of nothing; {figures}");
        output.WriteLine(string.Join('\n', figures.Faults));

        figures.Precision.ShouldBeGreaterThanOrEqualTo(precision);
        figures.Recall.ShouldBeGreaterThanOrEqualTo(recall);
    }
}
