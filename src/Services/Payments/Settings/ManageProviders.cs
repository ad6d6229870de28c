using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Settings;

/// <summary>How the club takes money, by the API. Secrets go in and never come out.</summary>
internal static class ManageProviders
{
    private const string Path = "/manage/payments";

    /// <param name="Ready">Nothing is missing; what is not ready is not offered, even when it is on.</param>
    /// <param name="Place">From 1; 0 when it is off.</param>
    /// <param name="Fields">What can be read of what was typed in.</param>
    /// <param name="SecretsSetAt">When each secret was set.</param>
    internal sealed record ProviderAnswer(
        string Name, bool On, int Place, bool Ready, CapabilityAnswer Can, IReadOnlyDictionary<string, string?> Fields, IReadOnlyDictionary<string, DateTimeOffset?> SecretsSetAt)
    {
        public static ProviderAnswer Of(ProviderLine line) => new(
            line.Name, line.On, line.Place, line.IsReady, CapabilityAnswer.Of(line.Provider.Capabilities),
            FieldsOf(line, secret: false).ToDictionary(field => field.Name, field => line.Account?[field.Name]),
            FieldsOf(line, secret: true).ToDictionary(field => field.Name, field => line.Account?.SetAt(field.Name)));

        private static IEnumerable<ProviderField> FieldsOf(ProviderLine line, bool secret) => (line.Form?.Fields ?? []).Where(field => field.Secret == secret);
    }

    /// <summary>What a provider can do.</summary>
    internal sealed record CapabilityAnswer(bool Hold, bool Capture, bool RefundByItself, bool SplitFee, bool SavedMethod)
    {
        public static CapabilityAnswer Of(ProviderCapabilities can) => new(can.Hold, can.Capture, can.Refund == RefundWay.Automatic, can.SplitFee, can.SavedMethod);
    }

    internal sealed record Answer(bool AtClub, IReadOnlyList<ProviderAnswer> Providers)
    {
        public static Answer Of(ProviderBoard board) => new(board.AtClub, [.. board.Lines.Select(ProviderAnswer.Of)]);
    }

    internal sealed record AtClubRequest(bool? On);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet($"{Path}/providers", async (SavingProviders saving, CancellationToken stop) => Answer.Of(await saving.ReadAsync(stop)))
            .Needs(Ability.ManageTenant).WithSummary("How the club takes money: every provider, what it can do and what is missing");
        doors.Api.MapPut($"{Path}/providers/{{name}}", ChangeAsync).Needs(Ability.ManageTenant).ByHolderAlone()
            .WithSummary("Switch a provider on or off, move it, fill in what it needs; an empty secret keeps the one there is").Produces<Answer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPut($"{Path}/at-club", AtClubAsync).Needs(Ability.ManageTenant).ByHolderAlone()
            .WithSummary("Let players pay when they come, or not").Produces<Answer>().ProducesProblem(400).ProducesProblem(409);
    }

    private static async Task<IResult> ChangeAsync(string name, ProviderChange change, SavingProviders saving, CancellationToken stop) =>
        await saving.SaveAsync(name, change, text => text, stop) is { } refusal ? refusal : Results.Ok(Answer.Of(await saving.ReadAsync(stop)));

    private static async Task<IResult> AtClubAsync(AtClubRequest request, SavingProviders saving, CancellationToken stop)
    {
        if (request.On is not { } on) return Refusal.Malformed("on", "It is true or false.");
        return await saving.SaveAtClubAsync(on, stop) is { } refusal ? refusal : Results.Ok(Answer.Of(await saving.ReadAsync(stop)));
    }
}
