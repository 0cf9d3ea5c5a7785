using System.CommandLine;
using Memori.Cli.State;
using Memori.Server.Ask;
using Memori.Server.Models;

namespace Memori.Cli.Models;

/// <summary><c>memori models</c>: the models that can be asked, or the one for a use case.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var select = new Option<string?>("--select") { Description = "Only the model for this use case, such as complex_sql or quick_responses · 按用途选择模型" };
        var budget = new Option<bool>("--budget") { Description = "With --select: where money matters most · 与 --select 同用:优先考虑成本" };
        var command = new Command("models", "The models that can be asked, and their prices today · 列出模型与今日价格") { select, budget };
        command.Validators.Add(result =>
        {
            if (result.GetValue(budget) && result.GetValue(select) is null)
            {
                result.AddError("--budget goes with --select · --budget 须与 --select 同用");
            }
        });
        return new StateOptions().Complete(command, (call, _) =>
        {
            var catalog = call.Settings.LoadModels();
            var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            return Task.FromResult(call.Parsed.GetValue(select) is { } useCase
                ? call.Show(ModelDocument.From(catalog.Select(useCase, call.Parsed.GetValue(budget), day), day), ServiceJson.Readable.ModelDocument, ModelsView.ShowOne)
                : call.Show(ModelListDocument.From(catalog, day), ServiceJson.Readable.ModelListDocument, ModelsView.ShowList));
        });
    }
}
