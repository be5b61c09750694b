namespace RulesRouter.Service.Tests;

/// <summary>
/// One service over the shipped policies for all tests of a class: sample evidence counts, and requests may set their time.
/// </summary>
public sealed class ShippedService : IAsyncLifetime
{
    internal RunningService Running { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Running = await RunningService.Start(Repository.Policies, options => options with { AllowAt = true, AllowSampleEvidence = true });

    public async Task DisposeAsync() => await Running.DisposeAsync();
}
