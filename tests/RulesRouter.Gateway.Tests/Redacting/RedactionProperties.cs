using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Redacting;
using RulesRouter.Redaction;

namespace RulesRouter.Gateway.Tests.Redacting;

/// <summary>What a request loses, its answer gets back, however the answer is divided.</summary>
public sealed class RedactionProperties
{
    private static readonly byte[] Key = [1, 2, 3];

    private static readonly string[] Secrets =
    [
        "AKIAABCDEFGHIJKLMNOP", "ana@firma.de", "+49 30 901820", "4111 1111 1111 1111",
        "-----BEGIN PRIVATE KEY-----\nMII\"E\\\n-----END PRIVATE KEY-----", "ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789",
    ];

    private static readonly string[] Around =
    [
        "", " ", "a", "R", "RE", "REDACTED", "REDACTED_", "REDACTED_EMAIL_", "REDACTED_EMAIL_ABCDEFGH", "REDACTED_EMAIL_ABCDEFGHIJKLMNOP",
        "\n", "\"", "\\", "é", "🐈‍⬛", "{\"a\":1}", "\t", "data:", "password: \"hunter2hunter\"", "hunter2hunter", "_",
    ];

    private static readonly ApiDialect[] Dialects = Enum.GetValues<ApiDialect>();

    private static Gen<string> Texts => Gen.Elements([.. Secrets, .. Around, .. Around]).ListOf().Select(string.Concat);

    [Property(MaxTest = 300)]
    public Property Whole_answer_gets_back_what_the_request_lost() => Prop.ForAll(
        Texts.ToArbitrary(),
        Texts.ToArbitrary(),
        Gen.Elements(Dialects).ToArbitrary(),
        (text, argument, dialect) =>
        {
            var body = Body(dialect, text, argument);
            var (redacted, restoration) = Redact(body);

            return (Strings(restoration.Body(redacted)).SequenceEqual(Strings(body)) && Lacks(redacted, text, argument))
                .Label($"{text}\n{Encoding.UTF8.GetString(redacted.Span)}");
        });

    [Property(MaxTest = 300)]
    public Property Stream_gets_back_what_the_request_lost_however_it_is_divided() => Prop.ForAll(
        Texts.ToArbitrary(),
        Gen.Choose(1, 12).ListOf().ToArbitrary(),
        Gen.Elements(Dialects).ToArbitrary(),
        (text, sizes, dialect) =>
        {
            var (upstream, restoration) = Redacted(text);
            var stream = EchoStream.Of(dialect, upstream, [.. sizes]);

            return (EchoStream.Read(dialect, Restored(dialect, restoration, stream, chunk: 7)) == (text, text, text))
                .Label($"{text}\n{stream}");
        });

    [Theory]
    [InlineData("OpenaiChat")]
    [InlineData("OpenaiResponses")]
    [InlineData("AnthropicMessages")]
    public void Placeholder_is_restored_wherever_it_is_divided(string dialect)
    {
        const string Text = "key AKIAABCDEFGHIJKLMNOP and \"ana@firma.de\"\n";
        var known = Dialects.Single(one => one.ToString() == dialect);
        var (upstream, restoration) = Redacted(Text);
        for (var at = 1; at < upstream.Length; at++)
        {
            var stream = EchoStream.Of(known, upstream, [at]);
            Assert.Equal((Text, Text, Text), EchoStream.Read(known, Restored(known, restoration, stream, chunk: 1000)));
        }

        var single = EchoStream.Of(known, upstream, [1]);
        Assert.Equal((Text, Text, Text), EchoStream.Read(known, Restored(known, restoration, single, chunk: 1)));
    }

    [Property(MaxTest = 200)]
    public bool Events_that_have_no_placeholder_stay_byte_for_byte(NonNull<string> text, PositiveInt size)
    {
        var (_, restoration) = Redacted("ana@firma.de");
        var said = text.Get.Replace("R", "r", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
        return Dialects.All(dialect =>
        {
            var stream = EchoStream.Of(dialect, said, [size.Get]);
            return Restored(dialect, restoration, stream, chunk: 5) == stream;
        });
    }

    [Fact]
    public void Text_that_only_begins_like_a_placeholder_is_held_until_its_part_ends()
    {
        var (_, restoration) = Redacted("ana@firma.de");
        foreach (var dialect in Dialects)
        {
            foreach (var text in new[] { "R", "REDACTED_EMAIL_ABC", "REDACTED_REDACTED_" })
            {
                var stream = EchoStream.Of(dialect, text, [1]);
                Assert.Equal((text, text, text), EchoStream.Read(dialect, Restored(dialect, restoration, stream, chunk: 3)));
            }
        }
    }

    [Fact]
    public void Value_has_the_same_placeholder_in_every_request_of_its_session_only()
    {
        var keys = new SessionKeys();

        string Of(string? credential, string? session) =>
            new Placeholders(keys.Of(credential, session)).Of("EMAIL", "ana@firma.de");

        Assert.Equal(Of("k", "s"), Of("k", "s"));
        Assert.Equal(4, new[] { Of("k", "s"), Of("k", "t"), Of("l", "s"), Of(null, "s") }.Distinct().Count());
        Assert.NotEqual(Of("k", "s"), new Placeholders(new SessionKeys().Of("k", "s")).Of("EMAIL", "ana@firma.de"));
        Assert.Matches("^REDACTED_EMAIL_[A-Z2-7]{16}$", Of("k", "s"));
    }

    [Fact]
    public void Password_is_found_again_in_a_sentence()
    {
        var body =
            """{"messages":[{"role":"user","content":"password=\"hunter2hunter\""},{"role":"user","content":"why hunter2hunter"}]}"""u8;

        var (redacted, _) = Redact(body.ToArray());

        Assert.DoesNotContain("hunter2", Encoding.UTF8.GetString(redacted.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://u:pa55@firma.de/"}}]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://u:pa55word@firma.de/x.png"}}]}]}""")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"thinking","signature":"AKIAABCDEFGHIJKLMNOP"}]}]}""")]
    [InlineData("""{"input":[{"type":"reasoning","summary":[],"encrypted_content":"AKIAABCDEFGHIJKLMNOP"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"write to ana@example.com"}], "model" : "x"}""")]
    public void Body_without_text_to_remove_stays_byte_for_byte(string body)
    {
        var (redacted, _) = Redact(Encoding.UTF8.GetBytes(body));

        Assert.Equal(body, Encoding.UTF8.GetString(redacted.Span));
    }

    [Theory]
    [InlineData("""{"system":"mail ana@firma.de"}""")]
    [InlineData("""{"instructions":"mail ana@firma.de"}""")]
    [InlineData("""{"input":"mail ana@firma.de"}""")]
    [InlineData("""{"metadata":{"user_id":"ana@firma.de"}}""")]
    [InlineData("""{"brand_new":{"deep":["ana@firma.de"]}}""")]
    [InlineData("""{"messages":[{"role":"tool","tool_call_id":"c","content":"ana@firma.de"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"ana@firma.de"}]}]}]}""")]
    [InlineData("""{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{"ana@firma.de":1}}]}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"ana@firma.de"}}]}]}""")]
    [InlineData("""{"messages":[{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"n","arguments":"{\"to\":\"ana@firma.de\"}"}}]}]}""")]
    [InlineData("""{"messages":[{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"n","arguments":"{\"to\":\"ana@firma.de"}}]}]}""")]
    [InlineData("""{"input":[{"type":"function_call_output","call_id":"c","output":"ana@firma.de"}]}""")]
    [InlineData("""{"input":[{"type":"custom_tool_call","call_id":"c","name":"n","input":"ana@firma.de"}]}""")]
    public void Every_text_of_a_request_is_redacted(string body)
    {
        var (redacted, restoration) = Redact(Encoding.UTF8.GetBytes(body));

        Assert.Matches("REDACTED_EMAIL_[A-Z2-7]{16}", Encoding.UTF8.GetString(redacted.Span));
        Assert.DoesNotContain("firma", Encoding.UTF8.GetString(redacted.Span), StringComparison.Ordinal);
        Assert.Equal(body, Encoding.UTF8.GetString(restoration.Body(redacted).Span));
    }

    private static (ReadOnlyMemory<byte> Redacted, Restoration Restoration) Redact(ReadOnlyMemory<byte> body)
    {
        var placeholders = new Placeholders(Key);
        return (new RequestRedaction(PatternTable.All, placeholders).Apply(body), new Restoration(placeholders, isTextJson: false));
    }

    /// <summary>A text as the upstream gets it.</summary>
    private static (string Text, Restoration Restoration) Redacted(string text)
    {
        var (redacted, restoration) = Redact(JsonSerializer.SerializeToUtf8Bytes(new { input = text }));
        using var document = JsonDocument.Parse(redacted);
        return (document.RootElement.GetProperty("input").GetString()!, restoration);
    }

    private static string Restored(ApiDialect dialect, Restoration restoration, string stream, int chunk)
    {
        using var restoring = new StreamRestoration(dialect, restoration);
        var bytes = Encoding.UTF8.GetBytes(stream);
        var received = new List<byte>();
        for (var at = 0; at < bytes.Length; at += chunk)
        {
            received.AddRange(restoring.Write(bytes.AsMemory(at, Math.Min(chunk, bytes.Length - at))).Span);
        }

        received.AddRange(restoring.End().Span);
        return Encoding.UTF8.GetString([.. received]);
    }

    /// <summary>Of arguments, the strings within: the same JSON may be escaped in several ways.</summary>
    private static List<string> Strings(ReadOnlyMemory<byte> json) => [.. JsonStrings.Of(json.Span).SelectMany(one =>
        one.Name == "arguments" && !one.IsName
            ? JsonStrings.Of(Encoding.UTF8.GetBytes(one.Text)).Select(nested => nested.Text)
            : [one.Text])];

    /// <summary>A secret that is recognised in one of the texts is in no string, even where its surroundings hide it.</summary>
    private static bool Lacks(ReadOnlyMemory<byte> redacted, params string[] texts)
    {
        var strings = Strings(redacted);
        return Secrets.Where(secret => texts.Any(text => SensitiveText.Find(text, PatternTable.All).Exists(place =>
                text.Substring(place.Start, place.Length) == secret)))
            .All(secret => !strings.Exists(one => one.Contains(secret, StringComparison.Ordinal)));
    }

    private static byte[] Body(ApiDialect dialect, string text, string argument)
    {
        object body = dialect switch
        {
            ApiDialect.OpenaiChat => new
            {
                messages = new object[]
                {
                    new { role = "system", content = text },
                    new
                    {
                        role = "assistant",
                        tool_calls = new[]
                        {
                            new { id = "c", function = new { name = "n", arguments = JsonSerializer.Serialize(new { a = argument }) } },
                        },
                    },
                    new { role = "tool", content = argument },
                },
            },
            ApiDialect.OpenaiResponses => new
            {
                input = new object[]
                {
                    new { role = "user", content = text },
                    new { type = "function_call", arguments = JsonSerializer.Serialize(new { a = argument }) },
                    new { type = "function_call_output", output = argument },
                },
            },
            _ => new
            {
                system = text,
                messages = new[]
                {
                    new { role = "assistant", content = new object[] { new { type = "tool_use", input = new { a = argument } } } },
                    new { role = "user", content = new object[] { new { type = "tool_result", content = argument } } },
                },
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }
}
