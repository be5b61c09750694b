using System.Collections.Immutable;
using System.Text;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Tests.Requests;

/// <summary><c>n</c> of Chat Completions: it multiplies what a request may cost, so it is read strictly everywhere.</summary>
public sealed class AnswerCountTests
{
    [Theory]
    [InlineData("4", 4)]
    [InlineData("1", 1)]
    [InlineData("null", null)]
    public void Number_of_answers_is_read_from_both_bodies(string n, int? answers)
    {
        Assert.Equal(answers, Decision(n).Request!.Answers);
        Assert.Equal(answers, Vendor(n).Request!.Answers);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("129", "129")]
    [InlineData("2.5", "2.5")]
    [InlineData("\"4\"", "\"4\"")]
    [InlineData("[4]", "a list")]
    public void Number_that_cannot_be_counted_is_an_error_in_both_bodies(string n, string found)
    {
        var error = $"/n must be an integer from 1 to 128, found {found}";

        Assert.Equal(error, Assert.Single(Decision(n).Errors) is var own ? $"{own.Pointer} {own.Message}" : "");
        Assert.Equal(error, Assert.Single(Vendor(n).Errors) is var vendors ? $"{vendors.Pointer} {vendors.Message}" : "");
    }

    [Theory]
    [InlineData("""{"policy":"p","messages":"x"}""", "/messages must be a list, found \"x\"")]
    [InlineData("""{"policy":"p","messages":[1]}""", "/messages/0 must be an object, found 1")]
    public void Conversation_that_is_no_list_of_objects_is_an_error_with_its_place(string body, string error) => Assert.Equal(
        error,
        Assert.Single(DecisionRequestReader.Read(Encoding.UTF8.GetBytes(body)).Errors) is var one ? $"{one.Pointer} {one.Message}" : "");

    [Theory]
    [InlineData("""{"policy":"p","messages":[]}""")]
    [InlineData("""{"policy":"p","input":[],"previous_response_id":"r"}""")]
    public void Empty_conversation_is_a_request_that_a_vendor_rejects(string body) =>
        Assert.Empty(DecisionRequestReader.Read(Encoding.UTF8.GetBytes(body)).Errors);

    private static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) Decision(string n) =>
        DecisionRequestReader.Read(Encoding.UTF8.GetBytes($$"""{"policy":"p","prompt":"x","n":{{n}}}"""));

    private static (DecisionRequest? Request, ImmutableArray<RequestError> Errors) Vendor(string n) =>
        DecisionRequestReader.ReadVendorBody(
            Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{"role":"user","content":"x"}],"n":{{n}}}"""));
}
