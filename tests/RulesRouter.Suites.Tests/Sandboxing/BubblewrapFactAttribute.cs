using RulesRouter.Suites.Sandboxing;

namespace RulesRouter.Suites.Tests.Sandboxing;

/// <summary>A fact that needs bubblewrap, and is skipped with the reason where it does not work.</summary>
internal sealed class BubblewrapFactAttribute : FactAttribute
{
    private static readonly Lazy<Isolation> Strongest =
        new(() => Sandbox.Strongest(CommandLimits.Default, default).GetAwaiter().GetResult().Isolation);

    public BubblewrapFactAttribute()
    {
        if (Strongest.Value != Isolation.Bubblewrap)
        {
            Skip = "bubblewrap does not work on this machine";
        }
    }
}
