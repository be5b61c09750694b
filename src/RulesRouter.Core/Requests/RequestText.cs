using RulesRouter.Tokens;

namespace RulesRouter.Requests;

/// <summary>The text of a request, given as a prompt, as messages, or as a recorded size.</summary>
internal static class RequestText
{
    private const int CharactersPerToken = 4;

    public static bool Has(DecisionRequest request) =>
        request.Prompt is not null || !request.Messages.IsEmpty || request.Measured is not null;

    public static int Characters(DecisionRequest request) =>
        request.Measured?.Characters ?? (request.Prompt?.Length ?? 0) + request.Messages.Sum(message => message.Content.Length);

    /// <summary>Of the prompt and every message. A text of which only the characters are recorded counts as English prose.</summary>
    public static TokenCount Tokens(DecisionRequest request)
    {
        if (request.Measured is { } measured)
        {
            return measured.Tokens ?? new TokenCount(0, (measured.Characters + CharactersPerToken - 1) / CharactersPerToken);
        }

        var tokens = TokenCounter.Count(request.Prompt);
        foreach (var message in request.Messages)
        {
            tokens += TokenCounter.Count(message.Content);
        }

        return tokens;
    }

    public static int MessageCount(DecisionRequest request) => request.Measured?.Messages ?? Math.Max(1, request.Messages.Length);

    /// <summary>The prompt, or the last message of the user, or the last message.</summary>
    public static string ToClassify(DecisionRequest request) =>
        request.Prompt
        ?? request.Messages.LastOrDefault(message => message.Role == "user")?.Content
        ?? request.Messages.LastOrDefault()?.Content
        ?? "";
}
