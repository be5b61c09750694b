using RulesRouter.Client.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Client.Chat;

/// <summary>No endpoint of a chain answered. The inner exception is that of the last call.</summary>
public sealed class ChainFailedException : Exception
{
    internal ChainFailedException(DecisionResponse decision, IReadOnlyList<HopFailure> failures, Exception? last)
        : base(MessageOf(failures), last) => (Decision, Failures) = (decision, failures);

    public DecisionResponse Decision { get; }

    /// <summary>Every call, in order.</summary>
    public IReadOnlyList<HopFailure> Failures { get; }

    private static string MessageOf(IReadOnlyList<HopFailure> failures) => failures.Count == 0
        ? "no endpoint of the chain could be called within the deadline"
        : $"no endpoint of the chain answered: {string.Join(", ", failures.Select(Shown))}";

    private static string Shown(HopFailure failure) => $"`{failure.Endpoint}` {EnumNames<FailureClass>.NameOf(failure.Failed)}";
}
