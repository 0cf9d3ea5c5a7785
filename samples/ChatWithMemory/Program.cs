// Any chat client, with memory: what is said in one conversation is known in the next.
// Runs with no key on a client that repeats what it was given; with ANTHROPIC_API_KEY set it talks to Claude.
using ChatWithMemory;
using Memori;
using Memori.Chat;
using Memori.Claude;
using Memori.Jobs;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddMemori().AddSqliteStore(args.Length > 0 ? args[0] : "memories.db");
await using var provider = services.BuildServiceProvider();

var key = Environment.GetEnvironmentVariable("ANTHROPIC_API_KEY");
using IChatClient model = string.IsNullOrEmpty(key) ? new RepeatingChatClient() : ClaudeChatClient.Create(new ClaudeOptions { ApiKey = key });
using var client = model.UseMemori(provider);

await AskAsync("monday", "I prefer revenue in euros, rounded to whole numbers.");

// What was said is extracted in the background; a server does this by itself.
await provider.GetRequiredService<JobRunner>().RunDueAsync();
await AskAsync("tuesday", "In which currency do I prefer the revenue?");
await AskAsync("tuesday", "我喜欢用什么货币查看收入?");

async Task AskAsync(string session, string question)
{
    var scope = Scope.Create("alice", session);
    Console.WriteLine($"{session}> {question}");
    var response = await client.GetResponseAsync(question, new ChatOptions().WithScope(scope));
    Console.WriteLine($"  {response.Text}");
    foreach (var memory in response.MemoriesUsed())
    {
        Console.WriteLine($"  (remembered: {memory.Content})");
    }
}
