using System.Collections.Immutable;

namespace RulesRouter.Policies;

/// <summary>The one table of obligations.</summary>
public static class Obligations
{
    public static ImmutableArray<ObligationDefinition> All { get; } =
    [
        new("redact", ObligationKind.Union, [], "kinds of text to remove before the prompt is sent, such as secrets or personal-data"),
        new("disclose", ObligationKind.TrueWins, [], "tell the reader that a machine wrote the answer"),
        new("humanReview", ObligationKind.TrueWins, [], "a person approves the answer before it takes effect"),
        new("audit", ObligationKind.HigherWins, ["none", "summary", "full"], "how much of the exchange the caller must log"),
        new("storePrompts", ObligationKind.FalseWins, [], "whether the text of prompts may be kept; `false` wins and nothing inherited as `false` becomes `true`"),
    ];

    public static ObligationDefinition? Find(string name) => All.FirstOrDefault(row => row.Name == name);
}
