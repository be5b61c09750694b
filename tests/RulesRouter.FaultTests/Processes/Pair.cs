using System.Globalization;
using System.Text.RegularExpressions;
using RulesRouter.FaultTests.Policies;
using RulesRouter.State.Tests;

namespace RulesRouter.FaultTests.Processes;

/// <summary>Two instances with a record each, which share budgets in Redis, outcomes in PostgreSQL and the key of decision ids.</summary>
internal sealed partial class Pair : IAsyncDisposable
{
    private static readonly string[] Compared = ["revision", "outcome", "chosen", "fallbacks", "constraints", "obligations"];

    private Pair(ServiceProcess[] instances, string database) => (Instances, Database) = (instances, database);

    public ServiceProcess[] Instances { get; }

    /// <summary>Address of the outcomes.</summary>
    public string Database { get; }

    public static async Task<Pair> Start(
        string folder,
        KnownPolicies policies,
        RedisServer redis,
        string database,
        params (string Name, string Value)[] environment)
    {
        var pair = new Pair([.. Enumerable.Range(1, 2).Select(number => new ServiceProcess(
            Path.Combine(folder, $"instance{number}"),
            policies.Current,
            "--redis",
            redis.Configuration,
            "--outcomes",
            database,
            "--decision-key",
            Path.Combine(folder, "decision-key")))], database);

        // One after the other: the first creates the key and the tables.
        foreach (var instance in pair.Instances)
        {
            foreach (var (name, value) in environment)
            {
                instance.Environment[name] = value;
            }

            await instance.Start();
        }

        return pair;
    }

    /// <summary>Fails unless both have learned from the same outcomes and decide alike.</summary>
    /// <param name="outcomes">At least so many.</param>
    public async Task Agree(int outcomes)
    {
        using var one = new Client(Instances[0]);
        using var other = new Client(Instances[1]);
        (long? First, long? Second) epochs = default;
        await Until.True(
            async () => (epochs = (await EpochOf(one), await EpochOf(other))).First == epochs.Second && epochs.First >= outcomes,
            TimeSpan.FromSeconds(90),
            () => $"the instances learned from {epochs.First} and {epochs.Second} outcomes");
        foreach (var request in Enum.GetValues<KnownRequest>())
        {
            Assert.Equal(await Decided(one, request), await Decided(other, request));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
        {
            await instance.DisposeAsync();
        }
    }

    /// <summary>The parts of a decision that no state of one instance is in.</summary>
    private static async Task<string> Decided(Client client, KnownRequest request)
    {
        var decision = (await client.Post("/v1/decisions", request.Json(session: Guid.NewGuid().ToString("N")))).Json;
        return string.Join('\n', Compared.Select(name => decision.TryGetProperty(name, out var part) ? part.GetRawText() : ""));
    }

    private static async Task<long?> EpochOf(Client client) =>
        Epoch().Match((await client.Get("/metrics")).Text) is { Success: true } found
            ? long.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^rulesrouter_outcomes_epoch(?:\{[^}]*\})? ([0-9]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Epoch();
}
