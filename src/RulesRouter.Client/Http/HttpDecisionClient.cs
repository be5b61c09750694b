using System.Net.Http.Json;
using System.Text.Json;
using RulesRouter.Client.Decisions;
using RulesRouter.Client.Json;
using RulesRouter.Client.Outcomes;
using ExecutionRejectedException = Polly.ExecutionRejectedException;

namespace RulesRouter.Client.Http;

/// <summary>Decisions of a service.</summary>
/// <param name="create">A client for one call, with the service as its base address: connections follow the service's address.</param>
internal sealed class HttpDecisionClient(Func<HttpClient> create) : IDecisionClient
{
    public async Task<DecisionResponse> DecideAsync(DecisionQuery request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var response = await Post("v1/decisions", request, cancellationToken).ConfigureAwait(false);
        await ThrowIfRejected(response, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadFromJsonAsync<DecisionResponse>(ClientJson.Options, cancellationToken).ConfigureAwait(false)
            ?? throw new JsonException("the service answered null in place of a decision");
    }

    public async Task ReportAsync(IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (outcomes.Count == 0)
        {
            return;
        }

        using var response = await Post("v1/outcomes", new { outcomes }, cancellationToken).ConfigureAwait(false);
        await ThrowIfRejected(response, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> Post<T>(string path, T body, CancellationToken cancellationToken)
    {
        try
        {
            using var http = create();
            return await http.PostAsJsonAsync(path, body, ClientJson.Options, cancellationToken).ConfigureAwait(false);
        }
        catch (ExecutionRejectedException exception)
        {
            throw new HttpRequestException($"the service gave no answer: {exception.Message}", exception);
        }
    }

    private static async Task ThrowIfRejected(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var problem = ProblemIn(body);
        throw new RequestRejectedException(
            response.StatusCode,
            problem?.Detail ?? problem?.Title ?? "the service gave no reason",
            problem?.Errors ?? []);
    }

    private static Problem? ProblemIn(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<Problem>(body, ClientJson.Options);
        }
        catch (JsonException)
        {
            // Not the service answered, but something between: only its status is of use.
            return null;
        }
    }

    private sealed record Problem
    {
        public string? Title { get; init; }

        public string? Detail { get; init; }

        public IReadOnlyList<RequestProblem>? Errors { get; init; }
    }
}
