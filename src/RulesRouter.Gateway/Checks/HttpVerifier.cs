using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Checks;

/// <summary>An address that gets the answer as JSON: a status of success accepts it, 422 rejects it, another gives no verdict.</summary>
internal sealed record HttpVerifier(Uri Url, TimeSpan Timeout) : Verifier(Timeout)
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    public override async Task<string?> FaultOf(Answer answer, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new ReadOnlyMemoryContent(Input(answer)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null
                : response.StatusCode == HttpStatusCode.UnprocessableEntity ? "rejected"
                : string.Create(CultureInfo.InvariantCulture, $"no verdict, HTTP status {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"no verdict within {Timeout.TotalMilliseconds:0} ms");
        }
        catch (HttpRequestException)
        {
            return "no connection";
        }
    }
}
