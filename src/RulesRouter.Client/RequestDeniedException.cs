using RulesRouter.Client.Decisions;
using RulesRouter.Decisions;
using RulesRouter.Names;

namespace RulesRouter.Client;

/// <summary>A policy denies a request: no endpoint may be called.</summary>
public sealed class RequestDeniedException : Exception
{
    /// <param name="decision">A decision with the outcome <see cref="DecisionOutcome.Denied"/>.</param>
    public RequestDeniedException(DecisionResponse decision)
        : base(MessageOf(decision)) => Decision = decision;

    /// <summary>The decision, with what would make the request feasible.</summary>
    public DecisionResponse Decision { get; }

    private static string MessageOf(DecisionResponse decision)
    {
        var code = decision.Denial is { } denial ? EnumNames<DenialCode>.NameOf(denial.Code) : "denied";
        var because = decision.Denial?.Reasons.Count > 0 ? decision.Denial.Reasons : decision.Reasons;
        return $"policy `{decision.Policy}` denies the request ({code}): {string.Join("; ", because)}";
    }
}
