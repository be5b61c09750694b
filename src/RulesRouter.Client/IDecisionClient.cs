using RulesRouter.Client.Decisions;
using RulesRouter.Client.Outcomes;

namespace RulesRouter.Client;

/// <summary>Makes decisions and takes outcomes: a service, or a router in this process. Thread-safe.</summary>
public interface IDecisionClient
{
    /// <exception cref="RequestRejectedException">The request has errors, or the service cannot decide now.</exception>
    /// <exception cref="UnknownValueException">The decision has a value that this client does not know.</exception>
    /// <exception cref="HttpRequestException">No answer of the service.</exception>
    Task<DecisionResponse> DecideAsync(DecisionQuery request, CancellationToken cancellationToken = default);

    /// <summary>Reports outcomes: all are stored, or none.</summary>
    /// <exception cref="RequestRejectedException">An outcome has errors, or the service cannot store it now.</exception>
    /// <exception cref="HttpRequestException">No answer of the service.</exception>
    Task ReportAsync(IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken = default);
}
