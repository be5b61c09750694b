using System.Text.RegularExpressions;

namespace RulesRouter.Suites.Running;

/// <summary>
/// Replaces credentials in what is sent to a model: private keys, tokens with a known prefix, and values assigned to a name that says
/// secret.
/// </summary>
internal static partial class SecretPatterns
{
    private const string Placeholder = "[secret removed]";

    public static string Removed(string text) => Assigned().Replace(
        Prefixed().Replace(PrivateKey().Replace(text, Placeholder), Placeholder),
        match => match.Groups[1].Value + Placeholder + match.Groups[3].Value);

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|\z)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(
        @"\b(AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,}|glpat-[A-Za-z0-9_-]{20,}|sk-[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[0-9A-Za-z_-]{35}|npm_[A-Za-z0-9]{36}|eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Prefixed();

    [GeneratedRegex(
        @"((?:password|passwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|client[_-]?secret)[A-Za-z0-9_]*[""']?\s{0,4}[:=]\s{0,4}[""'])([^""'\s]{8,200})([""'])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Assigned();
}
