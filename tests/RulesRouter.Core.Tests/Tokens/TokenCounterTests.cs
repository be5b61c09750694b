using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Tokens;

namespace RulesRouter.Core.Tests.Tokens;

public sealed class TokenCounterTests
{
    public static TheoryData<string> Kinds => [.. TokenCorpus.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Estimate_is_within_15_percent_of_o200k(string kind)
    {
        var text = TokenCorpus.ToCheck(kind);

        Assert.InRange((double)TokenCounter.Count(text).Estimate / TokenCorpus.Tokens(text), 1 - TokenCount.Margin, 1 + TokenCount.Margin);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Lower_bound_is_at_most_o200k_and_not_far_below(string kind)
    {
        var text = TokenCorpus.ToCheck(kind);

        Assert.InRange((double)TokenCounter.Count(text).LowerBound / TokenCorpus.Tokens(text), 0.15, 1);
    }

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
        text => TokenCounter.Count(text).LowerBound <= TokenCorpus.Tokens(text));

    [Property]
    public bool Estimate_is_at_least_the_lower_bound(NonNull<string> text) =>
        TokenCounter.Count(text.Get) is var count && count.Estimate >= count.LowerBound && count.LowerBound >= 0;

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
                Gen.Elements("ສະບາຍດີ", "བཀྲ་ཤིས", "ନମସ୍କାର", "ሰላም", "మనుష్యులు", "ආයුබෝවන්", "żółw"),
                Gen.Elements("привет", "λόγος", "שלום", "مرحبا", "नमस्ते", "สวัสดี", "한국어", "こんにちは", "カタカナ", "漢字", "გამარჯობა", "բարեւ"),
                Gen.Elements("😀", "👩‍💻", "→", "│", "…", "“", "。", "\uD83D"));
            return pieces.ListOf().Select(list => string.Concat(list));
        }
    }
}
