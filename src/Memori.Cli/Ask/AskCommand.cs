using System.CommandLine;
using Memori.Cli.Audit;
using Memori.Cli.Sql;
using Memori.Cli.Terminal;
using Memori.Ledger;
using Memori.Server.Ask;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Ask;

/// <summary><c>memori ask "question" --db TARGET</c>.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var question = new Argument<string>("question") { Description = "What you want to know · 您的问题" };
        var database = CommonOptions.Database();
        var json = CommonOptions.Json();
        var language = CommonOptions.Language();
        var caller = new CallerOptions();
        var session = new Option<string?>("--session") { Description = "The session, for questions that lean on the one before; without it each stands alone · 会话:用于承接上文的追问;不指定则每个问题独立" };
        var (output, rowLimit) = (OutputFile.Option(), OutputFile.RowLimit());
        var command = new Command("ask", "Answer a question from a database · 向数据库提问") { question, database, output, rowLimit, json, session, language };
        caller.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(rowLimit) is not null && result.GetValue(output) is null)
            {
                result.AddError("--row-limit goes with --output. · --row-limit 须与 --output 同时使用。");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var catalog = services.GetRequiredService<DataSourceCatalog>();
            var asking = caller.Of(parsed);
            var request = new AskRequest
            {
                Scope = Scope.Create(asking.UserId, parsed.GetValue(session)),
                Caller = asking,
                DataSource = await catalog.RegisterAsync(parsed.GetValue(database)!, cancellationToken),
                Text = parsed.GetValue(question)!,
                Language = CommonOptions.Chosen(parsed.GetValue(language)),
            };
            using var payer = Payer.Use(new Payer { UserId = asking.UserId, SessionId = request.Scope.SessionId, Operation = "text2sql" });
            var spoken = CommonOptions.LanguageOf(parsed);
            await ImportView.ShowAsync(services, request.DataSource, spoken);
            var answer = await StatementAudit.RunAsync(
                services, StatementAudit.Question, asking, request.Text, request.DataSource.Id, () => services.GetRequiredService<AskPipeline>().AskAsync(request, cancellationToken));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(AnswerDocument.From(answer), ServiceJson.Readable.AnswerDocument);
            }
            else
            {
                AnswerView.Show(answer, request.DataSource.Dialect, spoken);
            }

            if (parsed.GetValue(output) is { } target && answer.Sql is { } sql)
            {
                await OutputFile.WriteAsync(services, request.DataSource, asking, sql, target, parsed.GetValue(rowLimit), spoken, cancellationToken);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
