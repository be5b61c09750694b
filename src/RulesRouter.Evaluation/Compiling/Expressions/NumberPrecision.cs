using System.Globalization;
using System.Numerics;
using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Warns of integers that a double cannot represent: those beyond 2^53 that are equal to a neighbour.</summary>
internal static class NumberPrecision
{
    /// <summary>Every integer of fewer digits is exact.</summary>
    private const int MinDigits = 16;

    public static void Check(EmbeddedSource text, DiagnosticBag diagnostics)
    {
        if (!HasLongNumber(text.Text) || ExpressionLexer.Read(text, new DiagnosticBag()) is not { } tokens)
        {
            return;
        }

        foreach (var token in tokens.Where(token => token.Kind == TokenKind.Number && IsInexact(token.Value)))
        {
            var stored = new BigInteger(double.Parse(token.Value, CultureInfo.InvariantCulture));
            diagnostics.Add(
                ExpressionDiagnostics.InexactNumber,
                text.SpanOf(token.Start, token.Length),
                $"`{token.Value}` is stored as {stored}: integers above 9007199254740992 are not exact",
                "compare identifiers as strings: declare the attribute with `type: text` and write the value in double quotes");
        }
    }

    private static bool IsInexact(string number) =>
        number.Length >= MinDigits && BigInteger.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var exact)
        && double.Parse(number, CultureInfo.InvariantCulture) is var stored && double.IsFinite(stored) && new BigInteger(stored) != exact;

    private static bool HasLongNumber(string text)
    {
        var digits = 0;
        foreach (var character in text)
        {
            digits = char.IsAsciiDigit(character) ? digits + 1 : 0;
            if (digits == MinDigits)
            {
                return true;
            }
        }

        return false;
    }
}
