using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.ML.Tokenizers;
using RulesRouter.Tokens;

namespace RulesRouter.Core.Tests.Tokens;

public sealed class TokenCounterTests
{
    private static readonly TiktokenTokenizer O200k = TiktokenTokenizer.CreateForEncoding("o200k_base");

    [Fact]
    public void Empty_text_has_no_tokens() => Assert.Equal(default, TokenCounter.Count(""));

    [Property(MaxTest = 500)]
    public Property Features_equal_those_of_the_reference() => Prop.ForAll(
        Texts.ToArbitrary(),
        text =>
        {
            TokenFeatureReader.Read(text, out var features);
            Assert.Equal(ReferenceTokenFeatures.Of(text), ((ReadOnlySpan<int>)features).ToArray());
        });

    [Property(MaxTest = 500)]
    public Property Lower_bound_is_at_most_the_number_of_tokens() => Prop.ForAll(
        Texts.ToArbitrary(),
        text => TokenCounter.Count(text).LowerBound <= O200k.CountTokens(text, considerPreTokenization: true, considerNormalization: false));

    [Property]
    public bool Estimate_is_finite_and_at_least_the_lower_bound(NonNull<string> text) =>
        TokenCounter.Count(text.Get) is var count && double.IsFinite(count.Estimate) && count.Estimate >= count.LowerBound && count.LowerBound >= 0;

    /// <summary>Pieces of every class of characters, so that runs of each meet runs of every other and cross the blocks of 64.</summary>
    private static Gen<string> Texts
    {
        get
        {
            var pieces = Gen.OneOf(
                Gen.Elements("word", "Word", "WORD", "camelCase", "x", "don't", "aaaaaaaa", "internationalisation", "déjà", "việt", "ß"),
                Gen.Elements("1", "12", "1234", "20261130", "0x1f", "a1b2c3", "9aF3xQ2"),
                Gen.Elements(" ", "  ", "        ", "\t", "\t\t", "\n", "\n\n", "\r\n", "\u0001", "\0"),
                Gen.Elements(".", ",", "();", "====", "->", "\"", "'", "{}", "#"),
                Gen.Elements("привет", "λόγος", "שלום", "مرحبا", "नमस्ते", "สวัสดี", "한국어", "こんにちは", "カタカナ", "漢字", "გამარჯობა", "բարեւ"),
                Gen.Elements("😀", "👩‍💻", "→", "│", "…", "“", "。", "\uD83D"));
            return pieces.ListOf().Select(list => string.Concat(list));
        }
    }
}
