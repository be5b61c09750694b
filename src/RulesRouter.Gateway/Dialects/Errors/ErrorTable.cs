using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Dialects.Errors;

/// <summary>The class of each error; the first row that matches decides.</summary>
internal sealed record ErrorTable(ImmutableArray<ErrorRule> Rules)
{
    /// <summary>What vendors document and what their recorded answers say.</summary>
    public static ErrorTable Default { get; } = new(
    [
        new(FailureClass.ContextOverflow, Name: "context_length_exceeded"),
        new(FailureClass.ContextOverflow, Name: "request_too_large"),
        new(FailureClass.ContextOverflow, FromStatus: 413, ToStatus: 413),
        new(FailureClass.ContextOverflow, ApiDialect.AnthropicMessages, 400, 400, Words: "prompt is too long"),
        new(FailureClass.ContextOverflow, ApiDialect.AnthropicMessages, 400, 400, Words: "exceed context limit"),
        new(FailureClass.ContextOverflow, null, 400, 422, Words: "maximum context length"),
        new(FailureClass.ContextOverflow, null, 400, 422, Words: "context window"),
        new(FailureClass.ContextOverflow, null, 400, 422, Words: "maximum prompt length"),
        new(FailureClass.ContentFiltered, Name: "content_filter"),
        new(FailureClass.ContentFiltered, Name: "content_policy_violation"),
        new(FailureClass.ContentFiltered, null, 400, 403, Words: "content management policy"),
        new(FailureClass.ContentFiltered, null, 400, 403, Words: "content filtering policy"),
        new(FailureClass.ModelNotFound, Name: "model_not_found"),
        new(FailureClass.Authentication, Name: "authentication_error"),
        new(FailureClass.Authentication, Name: "permission_error"),
        new(FailureClass.Authentication, Name: "invalid_api_key"),
        new(FailureClass.RateLimited, Name: "insufficient_quota"),
        new(FailureClass.RateLimited, Name: "rate_limit_exceeded"),
        new(FailureClass.RateLimited, Name: "rate_limit_error"),
        new(FailureClass.Unavailable, Name: "billing_error"),
        new(FailureClass.Unavailable, Name: "overloaded_error"),
        new(FailureClass.Timeout, Name: "timeout_error"),
        new(FailureClass.Authentication, FromStatus: 401, ToStatus: 401),
        new(FailureClass.Unavailable, FromStatus: 402, ToStatus: 402),
        new(FailureClass.Authentication, FromStatus: 403, ToStatus: 403),
        new(FailureClass.ModelNotFound, FromStatus: 404, ToStatus: 404),
        new(FailureClass.Timeout, FromStatus: 408, ToStatus: 408),
        new(FailureClass.Unavailable, FromStatus: 409, ToStatus: 409),
        new(FailureClass.RateLimited, FromStatus: 429, ToStatus: 429),
        new(FailureClass.InvalidRequest, FromStatus: 400, ToStatus: 499),
        new(FailureClass.Timeout, FromStatus: 504, ToStatus: 504),
    ]);

    /// <summary>An error that no row matches says nothing about the request: the upstream is unavailable.</summary>
    public FailureClass Classify(ApiDialect dialect, int status, string? type, string? code, string? message)
    {
        foreach (var rule in Rules)
        {
            if (rule.Matches(dialect, status, type, code, message))
            {
                return rule.Class;
            }
        }

        return FailureClass.Unavailable;
    }
}
