using System.Collections.Immutable;
using RulesRouter.Redaction;

namespace RulesRouter.Obligations;

internal sealed class Redact() : ObligationDefinition("redact", ObligationKind.Union)
{
    /// <summary>The kinds that the gateway removes. A policy may name others that its callers remove; loading warns of them.</summary>
    public static ImmutableSortedSet<string> Kinds => PatternTable.Kinds;

    public override string Description => "kinds of text to remove before the prompt is sent, such as secrets or personal-data";
}
