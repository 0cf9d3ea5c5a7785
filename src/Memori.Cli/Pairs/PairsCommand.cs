using System.CommandLine;
using Memori.Cli.Evaluate;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Pairs;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning.Pairs;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Pairs;

/// <summary><c>memori pairs import|list|export|publish|withdraw</c>: verified questions with their SQL.</summary>
internal static class PairsCommand
{
    public static Command Create() => new("pairs", "Verified questions with their SQL · 已验证的问题与 SQL")
    {
        Import(), List(), Export(), Publish(), Withdraw(),
    };

    private static Command Import()
    {
        var file = new Option<string>("--file") { Description = "Pairs as json, jsonl, csv or yaml: question, sql, asked_at · 问答文件", Required = true };
        var command = new Command("import", "Take in pairs: each is guarded and run before it is believed · 导入问答,逐条检查并执行后才采信") { file };
        return OfSource(command, async (call, cancellationToken) =>
        {
            var path = call.Parsed.GetValue(file)!;
            await using var input = File.OpenRead(path);
            var records = await PairRecord.ReadAsync(input, RecordFormats.Of(path), cancellationToken);
            var report = await ProgressBar.RunAsync(records.Count, step => call.Library.ImportAsync(
                call.Scope, call.Caller, call.Source, records, Path.GetFileName(path), step, cancellationToken: cancellationToken));
            call.Show(PairImportDocument.From(report, call.Language), ServiceJson.Readable.PairImportDocument, PairsView.ShowImport);
            return records.Count > 0 && report.Count(PairOutcome.Refused) + report.Count(PairOutcome.Failed) == records.Count ? ExitCode.Failed : ExitCode.Ok;
        });
    }

    private static Command List() => OfSource(new Command("list", "Your pairs, and those published · 列出问答"), async (call, cancellationToken) =>
    {
        var entries = await call.Library.ListAsync(call.Scope, call.Caller, call.Source, cancellationToken);
        call.Show(new PairListDocument([.. entries.Select(PairDocument.From)]), ServiceJson.Readable.PairListDocument, PairsView.ShowList);
        return ExitCode.Ok;
    });

    private static Command Export()
    {
        var output = new Option<string>("--output") { Description = "The file to write; its end says the format: json, jsonl, csv, yaml · 输出文件", Required = true };
        return OfSource(new Command("export", "Write the pairs as an import reads them · 导出问答") { output }, async (call, cancellationToken) =>
        {
            var path = call.Parsed.GetValue(output)!;
            var format = RecordFormats.Of(path);
            await using var file = File.Create(path);
            var count = await call.Library.ExportAsync(call.Scope, call.Caller, call.Source, file, format, cancellationToken);
            await Console.Error.WriteLineAsync(new LocalizedText($"{count} pairs written to {TerminalText.Safe(path)}.", $"已将 {count} 条问答写入 {TerminalText.Safe(path)}。").In(call.Language));
            return ExitCode.Ok;
        });
    }

    private static Command Publish() => OfPair(
        "publish",
        "Let all who may ask the datasource use a pair of yours · 向可查询该数据源的所有人发布问答",
        async (call, id, cancellationToken) =>
        {
            var entry = await call.Library.PublishAsync(call.Scope, call.Caller, id, cancellationToken);
            call.Show(PairDocument.From(entry), ServiceJson.Readable.PairDocument, PairsView.ShowPublished);
        });

    private static Command Withdraw() => OfPair(
        "withdraw",
        "Take a published pair back · 撤回已发布的问答",
        async (call, id, cancellationToken) =>
        {
            await call.Library.WithdrawAsync(call.Scope, call.Caller, id, cancellationToken);
            await Console.Error.WriteLineAsync(new LocalizedText("Nobody is given it any more.", "已撤回,不再提供给他人。").In(call.Language));
        });

    private static Command OfSource(Command command, Func<Call, CancellationToken, Task<int>> work)
    {
        var database = CommonOptions.Database();
        command.Options.Add(database);
        return Complete(command, database, work);
    }

    private static Command OfPair(string name, string description, Func<Call, string, CancellationToken, Task> work)
    {
        var id = new Argument<string>("id") { Description = "The memory that holds the pair · 问答的记忆编号" };
        return Complete(new Command(name, description) { id }, null, async (call, cancellationToken) =>
        {
            await work(call, call.Parsed.GetValue(id)!, cancellationToken);
            return ExitCode.Ok;
        });
    }

    private static Command Complete(Command command, Option<string>? database, Func<Call, CancellationToken, Task<int>> work)
    {
        var (caller, json, language) = (new CallerOptions(), CommonOptions.Json(), CommonOptions.Language());
        caller.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(language);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var source = database is null ? null : await services.GetRequiredService<DataSourceCatalog>().RegisterAsync(parsed.GetValue(database)!, cancellationToken);
            return await work(
                new Call(services.GetRequiredService<PairLibrary>(), caller.Of(parsed), source, parsed, parsed.GetValue(json), CommonOptions.LanguageOf(parsed)),
                cancellationToken);
        });
        return command;
    }

    private sealed record Call(PairLibrary Library, Caller Caller, DataSource? Datasource, ParseResult Parsed, bool Json, Language Language) : CommandCall(Parsed, Json, Language)
    {
        public Scope Scope { get; } = Scope.Create(Caller.UserId);

        public DataSource Source => Datasource!;
    }
}
