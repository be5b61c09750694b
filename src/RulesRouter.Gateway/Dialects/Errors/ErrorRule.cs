using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Dialects.Errors;

/// <summary>A row of the table of errors: what is null is not compared.</summary>
/// <param name="Dialect">The upstream's dialect.</param>
/// <param name="FromStatus">The least HTTP status.</param>
/// <param name="ToStatus">The greatest HTTP status.</param>
/// <param name="Name">The error's <c>type</c> or <c>code</c>.</param>
/// <param name="Words">Part of the error's message, in any case.</param>
internal sealed record ErrorRule(
    FailureClass Class,
    ApiDialect? Dialect = null,
    int? FromStatus = null,
    int? ToStatus = null,
    string? Name = null,
    string? Words = null)
{
    public bool Matches(ApiDialect dialect, int status, string? type, string? code, string? message) =>
        (Dialect is null || Dialect == dialect)
        && (FromStatus is null || status >= FromStatus)
        && (ToStatus is null || status <= ToStatus)
        && (Name is null || Name == type || Name == code)
        && (Words is null || message?.Contains(Words, StringComparison.OrdinalIgnoreCase) == true);
}
