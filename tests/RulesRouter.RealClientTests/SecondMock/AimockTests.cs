using RulesRouter.Gateway.Tests;
using RulesRouter.RealClientTests.Clients;
using RulesRouter.RealClientTests.Upstreams;

namespace RulesRouter.RealClientTests.SecondMock;

/// <summary>The same clients over <c>@copilotkit/aimock</c>, a mock of all dialects that is not ours: <c>Node/aimock.json</c>.</summary>
public sealed class AimockTests(ClientFixture fixture) : IClassFixture<ClientFixture>, IAsyncLifetime
{
    private NodeServer? aimock;
    private RunningGateway? gateway;

    /// <summary>Provider.</summary>
    public static TheoryData<int> Providers => [.. Enumerable.Range(0, ClientFixture.Dialects.Length)];

    public async Task InitializeAsync()
    {
        if (NpmPackages.AbsenceOf(NpmPackages.Libraries) is not null)
        {
            return;
        }

        aimock = await NodeServer.Start(port =>
            ["node_modules/@copilotkit/aimock/dist/cli.js", "-p", $"{port}", "-f", "aimock.json", "--log-level", "warn"]);
        gateway = await RunningGateway.Start(
            ClientFixture.Dialects,
            options => RunningGateway.Within(options, limits => limits with { Retries = 0 }),
            upstreamUrl: $"http://127.0.0.1:{aimock.Port}/v1");
    }

    public async Task DisposeAsync()
    {
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
            await aimock!.DisposeAsync();
        }
    }

    [NpmTheory]
    [MemberData(nameof(Providers))]
    public async Task Every_client_streams_calls_tools_and_gets_errors(int provider)
    {
        var wrong = new List<string>();
        foreach (var client in ClientFixture.Npm.Concat(ClientFixture.NuGet))
        {
            Expect(client, await Do(client, Act.Stream, PromptedAnswers.Greet), "a greeting from a mock that is not ours", null);
            Expect(client, await Do(client, Act.Whole, PromptedAnswers.RateLimit), null, 429);
            if (client != ClientFixture.WithoutTools)
            {
                Expect(client, await Do(client, Act.Tools, PromptedAnswers.UseTool), "the file was read", null);
                Expect(client, await Do(client, Act.ToolsStream, PromptedAnswers.UseTool), "the file was read", null);
            }
        }

        Assert.Empty(wrong);

        Task<Seen> Do(string client, string act, string prompt) =>
            fixture.Client(client).Do(act, gateway!.Client.BaseAddress!, $"policy/p{provider}", prompt);

        void Expect(string client, Seen seen, string? text, int? status)
        {
            if (seen.Text != text || seen.Error?.Status != status)
            {
                wrong.Add($"{client}: {seen}");
            }
        }
    }
}
