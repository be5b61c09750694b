namespace RulesRouter.Classifiers.Tests;

/// <summary>A test over the real outcome data; skipped, with the reason if it is missing.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() =>
        Skip = SharedData.Folder is null ? "no ../shared/data/train beside the repository, and RULESROUTER_SHARED is not set" : null;
}
