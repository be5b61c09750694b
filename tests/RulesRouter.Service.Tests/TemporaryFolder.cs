namespace RulesRouter.Service.Tests;

/// <summary>A folder that goes with the test; declared before the service that uses it, it goes after the service.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rulesrouter-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
