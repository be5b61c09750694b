namespace RulesRouter.Service.Tests;

/// <summary>
/// One service over the shipped policies for all tests of a class: sample evidence counts, requests may set their time, and content is
/// public unless a request raises its sensitivity.
/// </summary>
public sealed class ShippedService : IAsyncLifetime
{
    internal RunningService Running { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Running = await RunningService.Start(
            Repository.Policies,
            options => options with { AllowAt = true, AllowSampleEvidence = true, KeyAttributes = ["sensitivity=public"] });

    public async Task DisposeAsync() => await Running.DisposeAsync();
}
