using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Embeddings;
using Memori.Evaluation;
using Memori.Recall;
using Memori.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Evaluate;

/// <summary><c>memori eval recall</c>: how much of the evidence of each question is among the first memories recalled.</summary>
internal static class EvalRecallCommand
{
    public static Command Create()
    {
        var path = new Option<string>("--set") { Description = "The set: messages and questions with their evidence · 评测集", Required = true };
        var predictions = new Option<string?>("--predictions") { Description = "Where to write one prediction a line · 预测结果文件" };
        var top = NumberOption.Whole("--top", "How many memories to recall · 召回数量", 50);
        var least = NumberOption.Optional("--min-recall", "Fail when recall@10 is below this, 0–1 · 最低 recall@10", 0d, 1d);
        var abstention = new Option<bool>("--abstention") { Description = "Put questions to other spaces too: how often is something injected, and what does that cost · 评测跨空间误注入" };
        var json = CommonOptions.Json();
        var language = CommonOptions.Language();
        var command = new Command("recall", "Recall on a set of conversations · 评测召回") { path, predictions, top, least, abstention, json, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var set = await ReadAsync(parsed.GetValue(path)!, cancellationToken);
            await using var scratch = await ScratchServices.StartAsync([], cancellationToken);
            var evaluation = new RecallEvaluation(scratch.Services.GetRequiredService<MemoryEngine>(), TimeProvider.System);
            await evaluation.RememberAsync(set, cancellationToken);
            if (scratch.Services.GetService<EmbeddingWorker>() is { } embeddings)
            {
                await embeddings.RunAsync(cancellationToken);
            }

            var figures = await ProgressBar.RunAsync(
                set.Spaces.Sum(s => s.Questions.Count),
                step => evaluation.AskAsync(set, parsed.GetValue(top), new Steps(step), cancellationToken));
            if (parsed.GetValue(predictions) is { } output)
            {
                await File.WriteAllLinesAsync(output, figures.Predictions.Select(p => p.ToJsonLine()), cancellationToken);
            }

            var injection = parsed.GetValue(abstention)
                ? (await evaluation.AbstainAsync(set, cancellationToken: cancellationToken)).At(new RecallOptions().InjectionSureness)
                : null;
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(RecallDocument.From(set.Name, figures, injection), RecallJson.Readable.RecallDocument);
            }
            else
            {
                RecallView.Show(set.Name, figures, injection, CommonOptions.LanguageOf(parsed));
            }

            return parsed.GetValue(least) is { } minimum && figures.RecallAt[10] < minimum ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<RecallSet> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await RecallSet.ReadAsync(file, cancellationToken);
        }
        catch (FileNotFoundException e)
        {
            throw new MemoriException(FaultKind.NotFound, "evaluation-set", new LocalizedText($"There is no file {path}.", $"文件 {path} 不存在。"), e);
        }
    }

    private sealed class Steps(Action step) : IProgress<int>
    {
        public void Report(int value) => step();
    }
}
