using System.Collections.Immutable;

namespace RulesRouter.Obligations;

internal sealed class Audit() : ObligationDefinition("audit", ObligationKind.HigherWins)
{
    public override string Description => "level of detail that the caller must log";

    public override ImmutableArray<string> Levels { get; } = ["none", "summary", "full"];
}
