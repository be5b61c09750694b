using System.Globalization;
using RulesRouter.Gateway.Redacting;

namespace RulesRouter.Gateway.Tests.Redacting;

/// <summary>Conversations that an upstream stores may go on for ever; what is kept of them may not.</summary>
public sealed class PlaceholderMemoryTests
{
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public void Long_conversation_keeps_a_bounded_number_of_values_the_latest_ones()
    {
        var memory = new PlaceholderMemory();
        Placeholders? placeholders = null;
        for (var turn = 0; turn < 40; turn++)
        {
            placeholders = new Placeholders(Key, turn == 0 ? null : memory.Of("k", Name(turn - 1)));
            for (var value = 0; value < 500; value++)
            {
                placeholders.Of("EMAIL", $"{turn}-{value}@firma.de");
            }

            placeholders.Of("EMAIL", "always@firma.de");
            memory.Store("k", Name(turn), placeholders);
        }

        Assert.InRange(placeholders!.Count, 500, 501 + Placeholders.MaxEarlier);
        Assert.NotNull(ValueOf("39-0@firma.de"));
        Assert.NotNull(ValueOf("30-0@firma.de"));
        Assert.NotNull(ValueOf("always@firma.de"));
        Assert.Null(ValueOf("0-0@firma.de"));

        string? ValueOf(string value) => placeholders.ValueOf(new Placeholders(Key).Of("EMAIL", value));
    }

    [Fact]
    public void Values_of_all_conversations_are_bounded_together()
    {
        var memory = new PlaceholderMemory();
        var large = new Placeholders(Key);
        for (var value = 0; value < 60_000; value++)
        {
            large.Of("EMAIL", $"{value}@firma.de");
        }

        for (var response = 0; response < 10; response++)
        {
            memory.Store("k", Name(response), large);
        }

        Assert.InRange(Enumerable.Range(0, 10).Count(response => memory.Of("k", Name(response)) is not null), 2, 4);
        Assert.NotNull(memory.Of("k", Name(9)));
    }

    [Fact]
    public void Value_of_an_earlier_request_keeps_its_placeholder()
    {
        var first = new Placeholders(Key);
        var given = first.Of("EMAIL", "ana@firma.de");
        var second = new Placeholders([.. Key, 1], first);

        Assert.Equal(given, second.Of("NAME", "ana@firma.de"));
        Assert.Equal(["ana@firma.de"], second.Values);
        Assert.Equal("ana@firma.de", new Placeholders(Key, second).ValueOf(given));
    }

    private static string Name(int response) => response.ToString(CultureInfo.InvariantCulture);
}
