using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace RulesRouter.Suites.Running;

/// <summary>Asks a model through an OpenAI-compatible API, and asks again where the API is busy.</summary>
internal sealed class ChatApi(HttpClient client)
{
    private const int MaxShownBody = 200;

    private readonly ResiliencePipeline<Answer> retries = new ResiliencePipelineBuilder<Answer>()
        .AddRetry(new RetryStrategyOptions<Answer>
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = new PredicateBuilder<Answer>().HandleResult(answer => answer.IsTransient),
        })
        .Build();

    /// <param name="attributes">Sent as headers, so that a gateway's policy decides who may see the code.</param>
    public async Task<Answer> Ask(
        ModelUnderTest model,
        IReadOnlyList<Message> messages,
        IReadOnlyDictionary<string, string> attributes,
        CancellationToken stop) =>
        await retries.ExecuteAsync(
            async ending => await AskOnce(model, messages, attributes, ending).ConfigureAwait(false),
            stop).ConfigureAwait(false);

    private async Task<Answer> AskOnce(
        ModelUnderTest model,
        IReadOnlyList<Message> messages,
        IReadOnlyDictionary<string, string> attributes,
        CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{model.BaseUrl!.TrimEnd('/')}/chat/completions");
        request.Content = JsonContent.Create(new JsonObject
        {
            ["model"] = model.Model,
            ["max_tokens"] = model.MaxOutputTokens,
            ["messages"] = new JsonArray(
                [.. messages.Select(message => new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]),
        });
        foreach (var (name, value) in attributes)
        {
            request.Headers.TryAddWithoutValidation($"x-rulesrouter-attribute-{name}", value);
        }

        if (model.CredentialVariable is { } variable && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } credential)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }

        try
        {
            // With a length: not every server reads a body in chunks.
            await request.Content.LoadIntoBufferAsync(stop).ConfigureAwait(false);
            using var response = await client.SendAsync(request, stop).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? Read(JsonNode.Parse(body))
                : Refused((int)response.StatusCode, body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return Answer.Failed($"the answer of {model.BaseUrl} is no chat completion");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var reason = (exception.InnerException ?? exception).Message.TrimEnd('.');
            return Answer.Busy($"{model.BaseUrl} cannot be reached: {reason}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Answer.Late(
                string.Create(CultureInfo.InvariantCulture, $"no answer within {client.Timeout.TotalSeconds:0.###} s"));
        }
    }

    private static Answer Refused(int status, string body)
    {
        var reason = $"HTTP status {status}: {body[..Math.Min(body.Length, MaxShownBody)]}";
        return status is 408 or 429 or >= 500 ? Answer.Busy(reason) : Answer.Failed(reason);
    }

    private static Answer Read(JsonNode? body)
    {
        var message = body?["choices"]?[0]?["message"];
        var usage = body?["usage"];
        var routed = body?["rulesrouter"];
        return message is null
            ? Answer.Failed("the answer has no message")
            : new Answer(
                (string?)message["content"] ?? (string?)message["refusal"] ?? "",
                null,
                (string?)routed?["endpoint"],
                (int?)usage?["prompt_tokens"] ?? 0,
                (int?)usage?["prompt_tokens_details"]?["cached_tokens"] ?? 0,
                (int?)usage?["completion_tokens"] ?? 0,
                (decimal?)routed?["costUsd"]);
    }
}
