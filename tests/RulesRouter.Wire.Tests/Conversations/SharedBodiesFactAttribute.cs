namespace RulesRouter.Wire.Tests.Conversations;

/// <summary>A test over recorded bodies; skipped, with the reason if they are missing.</summary>
public sealed class SharedBodiesFactAttribute : FactAttribute
{
    public SharedBodiesFactAttribute() =>
        Skip = SharedBodies.Folder is null ? "no ../shared/wire/open beside the repository, and RULESROUTER_SHARED is not set" : null;
}
