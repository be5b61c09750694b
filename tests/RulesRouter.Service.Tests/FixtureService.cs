namespace RulesRouter.Service.Tests;

/// <summary>
/// One service over <see cref="FixturePolicies"/> for all tests of a class: sample evidence counts, and requests may set their time.
/// </summary>
public sealed class FixtureService : IAsyncLifetime
{
    private readonly FixturePolicies policies = new();

    internal RunningService Running { get; private set; } = null!;

    public string Policies => policies.Folder;

    public async Task InitializeAsync() =>
        Running = await RunningService.Start(
            Policies,
            options => options with { AllowAt = true, AllowSampleEvidence = true, KeyAttributes = ["sensitivity=public"] });

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        policies.Dispose();
    }
}
