using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.LoadTest;

// Memori.LoadTest --service FILE [--users 200] [--seconds 300] [--think-ms 2000] [--kill] [--out FILE]
var options = LoadOptions.Parse(args);
await using var emulator = await MessagesEmulator.StartAsync();
emulator.Respond(_ => Reply.Text("Report 17 is made by team 4; next comes the figure of the third quarter. 下一步是第三季度的数据。"));
using var service = new ServiceProcess(options, emulator.BaseUrl);
using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.Users * 2 }) { BaseAddress = service.Address, Timeout = TimeSpan.FromMinutes(2) };
client.DefaultRequestHeaders.Authorization = new("Bearer", ServiceProcess.AdminKey);
await service.ReadyAsync(client);

var tally = new Tally();
var memory = new MemorySamples(service, client);
using var end = new CancellationTokenSource(options.Time);
var watching = memory.RunAsync(end.Token);
var users = Task.WhenAll(Enumerable.Range(0, options.Users).Select(number => new VirtualUser(number, client, options, tally).RunAsync(end.Token)));
if (options.Kill)
{
    await Task.Delay(options.Time / 2);
    service.KillAndRestart();
    await service.ReadyAsync(client);
}

await Task.WhenAll(users, watching);
var errors = service.Errors();
var report = LoadReport.Render(options, tally, memory, await Verification.RunAsync(service, client, tally, options), errors);
Console.Write(report);
if (options.Out is { } place)
{
    await File.WriteAllTextAsync(place, report);
}
