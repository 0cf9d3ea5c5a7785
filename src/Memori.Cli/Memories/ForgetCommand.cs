using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory forget ID</c>, or <c>--session S --all</c> for all that belongs to a session.</summary>
internal static class ForgetCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "The id of a memory · 记忆的编号", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All that belongs to --session; what belongs to the user stays · 清除 --session 的全部记忆" };
        var scope = new ScopeOptions();
        var command = new Command("forget", "Delete for good · 永久删除") { id, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null != result.GetValue(all))
            {
                result.AddError("Give either an id or --session with --all. · 请提供编号,或同时使用 --session 与 --all。");
            }
            else if (result.GetValue(all) && !scope.HasSession(result))
            {
                result.AddError("--all needs --session: say which session to clear. · --all 需要 --session:请指定要清除的会话。");
            }
        });
        return scope.Complete(command, async (call, cancellationToken) =>
        {
            var deleted = call.Parsed.GetValue(id) is not { } one
                ? await call.Memory.ClearAsync(call.Scope, cancellationToken)
                : await call.Memory.ForgetAsync(call.Scope, one, cancellationToken: cancellationToken) ? 1 : throw MemoryFaults.NotFound();
            return call.Show(new DeletedDocument("Memory cleared successfully", deleted), ServiceJson.Readable.DeletedDocument, MemoryView.ShowDeleted);
        });
    }
}
