using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>The property <c>messages</c> of a tenant's file: what goes by telephone too, when it is quiet, where answers go.</summary>
internal sealed class MessagesSection(UnitOfWork work) : ITenantFileSection
{
    private const string Time = "HH:mm";

    public string Name => "messages";

    public int Order => 40;

    public void Check(JsonNode? section, JsonObject file) => Read(section, new MessageSettings());

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (section is null) return;
        await work.BeginAsync(stop);
        var model = work.Model<NotificationsModel>();
        var settings = await model.MessageSettings.FirstOrDefaultAsync(stop);
        if (settings is null) model.Add(settings = new MessageSettings());
        Read(section, settings);
        await work.CommitAsync(stop);
    }

    public async Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var settings = await work.Model<NotificationsModel>().MessageSettings.AsNoTracking().FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        if (settings is null) return null;
        var section = new JsonObject();
        foreach (var channel in ChannelKind.Ringing)
            if (MessageTopic.Ringing.Where(topic => settings.Usually(topic, channel)).ToList() is { Count: > 0 } topics) section[channel] = new JsonArray([.. topics.Select(topic => (JsonNode)topic)]);
        section["quiet"] = new JsonObject { ["from"] = settings.QuietFrom.ToString(Time, CultureInfo.InvariantCulture), ["to"] = settings.QuietTo.ToString(Time, CultureInfo.InvariantCulture) };
        if (settings.ReplyTo is { } answers) section["replyTo"] = answers;
        return section;
    }

    private static void Read(JsonNode? section, MessageSettings settings)
    {
        if (section is null) return;
        try
        {
            var on = ChannelKind.Ringing.SelectMany(channel => (section[channel] as JsonArray ?? []).Select(topic => (Channel: channel, Topic: topic!.GetValue<string>()))).ToList();
            if (on.Find(pair => !MessageTopic.Ringing.Contains(pair.Topic)) is { Topic: { } unknown }) throw new TenantFileException($"messages: there is no topic '{unknown}'. There are {string.Join(", ", MessageTopic.Ringing)}.");
            settings.OnByDefault = [.. on.Select(pair => MessageSettings.Pair(pair.Topic, pair.Channel))];
            (settings.QuietFrom, settings.QuietTo) = (At(section, "from", new(22, 0)), At(section, "to", new(8, 0)));
            settings.ReplyTo = section["replyTo"]?.GetValue<string>();
            if (settings.ReplyTo is { } answers && !System.Net.Mail.MailAddress.TryCreate(answers, out _)) throw new TenantFileException("messages: 'replyTo' is an address.");
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or FormatException)
        {
            throw new TenantFileException("messages: 'whatsapp' and 'sms' are lists of topics, 'quiet' has 'from' and 'to' such as 22:00, 'replyTo' is an address.");
        }
    }

    private static TimeOnly At(JsonNode section, string name, TimeOnly usual) =>
        section["quiet"]?[name]?.GetValue<string>() is { } text ? TimeOnly.ParseExact(text, Time, CultureInfo.InvariantCulture) : usual;
}
