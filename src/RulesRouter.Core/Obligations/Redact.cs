using System.Collections.Immutable;

namespace RulesRouter.Obligations;

internal sealed class Redact() : ObligationDefinition("redact", ObligationKind.Union)
{
    /// <summary>The known kinds. A policy may name others that its callers remove; loading warns of them.</summary>
    public static ImmutableSortedSet<string> Kinds { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, "personal-data", "secrets");

    public override string Description => "kinds of text to remove before the prompt is sent, such as secrets or personal-data";
}
