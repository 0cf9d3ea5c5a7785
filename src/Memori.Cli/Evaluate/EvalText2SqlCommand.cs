using System.CommandLine;
using System.Text.Json;
using Memori.Cli.Terminal;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Generation.Claude;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Evaluate;

/// <summary><c>memori eval text2sql</c>: execution accuracy, coverage and latency over a set of questions.</summary>
internal static class EvalText2SqlCommand
{
    public static Command Create()
    {
        var questions = new Option<string>("--questions") { Description = "The set: a JSON array of {db_id, question, query, …} · 评测集", Required = true };
        var databases = new Option<string>("--databases") { Description = "The directory with db_id/db_id.sqlite · 数据库目录", Required = true };
        var predictions = new Option<string?>("--predictions") { Description = "Where to write one prediction a line · 预测结果文件" };
        var generator = new Option<string>("--generator") { Description = "embedded, claude or ladder · 生成器", DefaultValueFactory = _ => "embedded" };
        generator.AcceptOnlyFromAmong("embedded", "claude", "ladder");
        var jobs = new Option<int>("--jobs") { Description = "Questions asked at once · 并行数", DefaultValueFactory = _ => Environment.ProcessorCount };
        var withMemory = new Option<bool>("--with-memory") { Description = "Let a question use what earlier ones taught · 使用记忆" };
        var parts = new Option<string[]>("--set")
        {
            Description = $"Set a part of the Claude generator, part=off: {string.Join(", ", ClaudeParts.Names)} · 设置 Claude 生成器的某个部分",
            DefaultValueFactory = _ => [],
        };
        var least = new Option<double?>("--min-accuracy") { Description = "Fail when the accuracy on non-empty questions is below this, 0–1 · 最低准确率" };
        var json = CommonOptions.Json();
        var language = CommonOptions.Language();
        var command = new Command("text2sql", "Execution accuracy on a set of questions · 评测 Text2SQL") { questions, databases, predictions, generator, jobs, withMemory, parts, least, json, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var set = await Text2SqlEvaluation.ReadAsync(parsed.GetValue(questions)!, cancellationToken);
            await using var scratch = await ScratchServices.StartAsync(parsed.GetValue(parts)!, cancellationToken);
            var evaluation = new Text2SqlEvaluation(
                scratch.Services.GetRequiredService<AskPipeline>(), scratch.Services.GetRequiredService<DataSourceCatalog>(), TimeProvider.System);
            var settings = new EvaluationSettings
            {
                Generators = parsed.GetValue(generator) == "ladder" ? null : new HashSet<string>([parsed.GetValue(generator)!], StringComparer.Ordinal),
                Jobs = Math.Max(1, parsed.GetValue(jobs)),
                UseMemory = parsed.GetValue(withMemory),
            };
            var (made, report) = await ProgressBar.RunAsync(set.Count, step => evaluation.RunAsync(set, parsed.GetValue(databases)!, settings, step, cancellationToken));
            if (parsed.GetValue(predictions) is { } path)
            {
                await File.WriteAllLinesAsync(path, made.Select(p => JsonSerializer.Serialize(p, EvaluationJson.Default.Prediction)), cancellationToken);
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Write(report, EvaluationJson.Default.Text2SqlReport);
            }
            else
            {
                EvaluationView.Show(report, CommonOptions.LanguageOf(parsed));
            }

            return parsed.GetValue(least) is { } minimum && report.Accuracy < minimum ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }
}
