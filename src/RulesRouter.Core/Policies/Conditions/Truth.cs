namespace RulesRouter.Policies.Conditions;

/// <summary>Kleene's three values, ordered: <c>and</c> is the minimum, <c>or</c> the maximum.</summary>
public enum Truth
{
    False,
    Unknown,
    True,
}
