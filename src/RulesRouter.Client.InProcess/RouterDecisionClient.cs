using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using RulesRouter.Client.Decisions;
using RulesRouter.Client.Json;
using RulesRouter.Client.Outcomes;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Client.InProcess;

/// <summary>
/// Decisions of a router in this process. Requests and decisions pass through the JSON of the decision API, so that they are read and
/// checked as a service would.
/// </summary>
internal sealed class RouterDecisionClient(Router router, InProcessOptions options, TimeProvider clock) : IDecisionClient
{
    public Task<DecisionResponse> DecideAsync(DecisionQuery request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (read, errors) = DecisionRequestReader.Read(JsonSerializer.SerializeToUtf8Bytes(request, ClientJson.Options));
        if (read is null)
        {
            throw Rejected(errors);
        }

        var snapshot = router.Current ?? throw new InvalidOperationException("no revision has loaded; `Problems` has the errors");
        var answer = snapshot.DecisionPoint.Decide(read, read.At ?? clock.GetUtcNow(), StateFor(snapshot.Set.Find(read.Policy)));
        var decision = answer.Decision ?? throw Rejected(answer.Errors);
        var json = new CompactJson();
        DecisionWriter.Write(json, decision, $"{Guid.CreateVersion7(clock.GetUtcNow()):N}", isSimulated: read.At is not null);
        return Task.FromResult(JsonSerializer.Deserialize<DecisionResponse>(json.Written, ClientJson.Options)!);
    }

    public Task ReportAsync(IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return options.OnOutcomes?.Invoke(outcomes, cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>No budget is counted here: each is one whose store is lost, and its policy says whether that denies.</summary>
    private static RouterState StateFor(CompiledPolicy? policy) => policy is { Budgets.IsEmpty: false } found
        ? RouterState.Healthy with
        {
            Budgets = found.Budgets.ToImmutableSortedDictionary(one => one.Budget.Id, _ => BudgetState.Lost, StringComparer.Ordinal),
        }
        : RouterState.Healthy;

    private static RequestRejectedException Rejected(IEnumerable<RequestError> errors) => new(
        HttpStatusCode.BadRequest,
        "the request has errors",
        [.. errors.Select(error => new RequestProblem(error.Pointer, error.Message))]);
}
