namespace RulesRouter.Obligations;

/// <summary>
/// Set by a decision that caps outputs so that a money bound holds: the caller sends each hop's <c>maxOutputTokens</c> upstream.
/// </summary>
internal sealed class CapOutput() : ObligationDefinition("cap-output", ObligationKind.LowerWins)
{
    public override string Description =>
        "send each hop's `maxOutputTokens` upstream; the value is the lowest of them, in tokens, and so within the bound at every hop";

    public override bool IsSetByRules => false;

    public override string Identifier => "capOutput";
}
