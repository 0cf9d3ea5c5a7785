using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Cli.Terminal;
using Memori.Text;
using Memori.Text2Sql.Evaluation;

namespace Memori.Cli.Evaluate;

/// <summary>
/// <c>memori eval text2sql</c>: execution accuracy, coverage and latency over a set of questions, and what changed since the last run of the same suite.
/// </summary>
internal static class EvalText2SqlCommand
{
    public static Command Create()
    {
        var suite = new SuiteOptions();
        var predictions = new Option<string?>("--predictions") { Description = "Where to write one prediction a line · 预测结果文件" };
        var least = NumberOption.Optional("--min-accuracy", "Fail when the accuracy on non-empty questions is below this, 0–1 · 最低准确率", 0d, 1d);
        var baseline = new Option<string?>("--baseline") { Description = "The run to compare with, by name or file; default the last of this suite · 对比的评测记录" };
        var report = new Option<string?>("--report") { Description = "Where to write the report: .md or .json · 报告文件" };
        var failOnBroken = new Option<bool>("--fail-on-broken") { Description = "Fail when a question that was right is not any more · 有问题变错时返回失败" };
        var json = CommonOptions.Json();
        var language = CommonOptions.Language();
        var command = new Command("text2sql", "Execution accuracy on a set of questions, and what changed · 评测 Text2SQL") { predictions, least, baseline, report, failOnBroken, json, language };
        suite.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var chosen = await suite.StartAsync(parsed, cancellationToken);
            var earlier = parsed.GetValue(baseline) is { } name
                ? await chosen.Runs.GetAsync(name, cancellationToken)
                : await chosen.Runs.LastAsync(chosen.Key, cancellationToken);
            var startedAt = TimeProvider.System.GetUtcNow();
            var result = await ProgressBar.RunAsync(
                chosen.Questions.Count, step => chosen.Evaluation.RunAsync(chosen.Questions, chosen.Target, chosen.Settings, step, cancellationToken));
            if (parsed.GetValue(predictions) is { } path)
            {
                await File.WriteAllLinesAsync(path, result.Predictions.Select(p => JsonSerializer.Serialize(p, EvaluationJson.Default.Prediction)), cancellationToken);
            }

            var run = await chosen.Runs.KeepAsync(chosen.Key, chosen.Generator, startedAt, result, cancellationToken);
            var compared = RegressionReport.Compare(run, earlier);
            var shown = CommonOptions.LanguageOf(parsed);
            if (parsed.GetValue(report) is { } file)
            {
                await File.WriteAllTextAsync(file, TextOf(compared, file, shown), cancellationToken);
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Write(Document(compared), EvaluationJson.Readable.JsonObject);
            }
            else
            {
                EvaluationView.Show(compared, shown);
            }

            var isPoor = parsed.GetValue(least) is { } minimum && result.Report.Accuracy < minimum;
            return isPoor || (parsed.GetValue(failOnBroken) && compared.Count(ChangeKind.Broken) > 0) ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static string TextOf(RegressionReport report, string file, Language language) =>
        file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? Document(report).ToJsonString(EvaluationJson.Readable.Options) + "\n"
            : RegressionText.Markdown(report, language);

    // The scores stand at the top, as they always did; what is new stands beside them.
    private static JsonObject Document(RegressionReport report)
    {
        var document = JsonSerializer.SerializeToNode(report.Report, EvaluationJson.Readable.Text2SqlReport)!.AsObject();
        document["run"] = report.Run;
        document["baseline"] = report.Baseline;
        document["changes"] = JsonSerializer.SerializeToNode(report.Changes, EvaluationJson.Readable.IReadOnlyListQuestionChange);
        return document;
    }
}
