using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Booking.Board;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Demo;
using PadelSaaS.Booking.Exchange;
using PadelSaaS.Booking.Jobs;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Booking.People;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Booking.Reactions;
using PadelSaaS.Booking.Shares;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Booking.Transfers;
using PadelSaaS.Booking.UseCases.Exchange;
using PadelSaaS.Booking.UseCases;
using PadelSaaS.Booking.UseCases.Desk;
using PadelSaaS.Booking.UseCases.Draws;
using PadelSaaS.Booking.UseCases.Feeds;
using PadelSaaS.Booking.UseCases.Lessons;
using PadelSaaS.Booking.UseCases.People;
using PadelSaaS.Booking.UseCases.Promos;
using PadelSaaS.Booking.UseCases.Series;
using PadelSaaS.Booking.UseCases.Transfers;
using PadelSaaS.Booking.UseCases.Waitlist;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Booking;

/// <summary>Courts in time: what is free, who has it, and how it becomes theirs.</summary>
public sealed class BookingService : IService
{
    /// <inheritdoc/>
    public string Name => "booking";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(BookingService).Assembly));
        services.AddScoped<WalletChoice>();
        services.AddScoped<ICalendar, NextFree>().AddScoped<IFreeTimes, FreeAround>().AddScoped<IBookings, BookingsAhead>().AddScoped<IBookingHolders, BookingHolders>().AddScoped<IPrices, WeekPrices>().AddScoped<IPriceReplay, Replaying>().AddScoped<ISoldTimes, SoldTimes>();
        services.AddScoped<IDeskBookings, DeskBookings>().AddScoped<PaidAtDesk>();
        services.AddScoped<IBookingHistory, BookingsOf>().AddScoped<IBookingContacts, BookingContacts>().AddScoped<IPersonalData, PersonalBookings>().AddScoped<IClubFigures, BookingFigures>();
        foreach (var column in Numbers.All) services.AddSingleton(column);
        services.AddScoped<DayReader>().AddScoped<TimeSearch>().AddScoped<Alternatives>().AddScoped<Access>().AddScoped<Finding>();
        services.AddScoped<Roster>().AddScoped<Inviting>().AddScoped<Answering>().AddScoped<Sharing>().AddScoped<Telling>().AddScoped<InvitePeople>().AddScoped<PlayAlong>().AddScoped<JoinBooking>();
        services.AddScoped<HandingOver>().AddScoped<TakingOver>().AddScoped<OfferTransfer>().AddScoped<TakeTransfer>();
        services.AddScoped<Limiting>().AddScoped<DeviceBookings>().AddScoped<Quoting>().AddScoped<Spending>().AddScoped<DetailsPricing>().AddScoped<Holding>().AddScoped<KeepingCourt>().AddScoped<Confirming>().AddScoped<GivingBack>().AddScoped<RefundWay>().AddScoped<Cancelling>().AddScoped<Moving>().AddScoped<ShowChange>();
        services.AddScoped<Closing>().AddScoped<Reopening>().AddScoped<Undoing>().AddScoped<UndoneGiving>().AddScoped<Rehousing>().AddScoped<ShowBooking>().AddScoped<PayDue>().AddScoped<Attending>();
        services.AddScoped<BoardReader>().AddScoped<ShowBoard>().AddScoped<MoveOnBoard>().AddScoped<BookingSearch>().AddScoped<Noting>().AddScoped<Kiosk>().AddScoped<CheckInAtKiosk>().AddScoped<TakeWalkIn>().AddScoped<UndoingMove>();
        services.AddScoped<DemoCalendar>().AddScoped<ITenantFileSection, DemoSection>();
        SeriesRoom.Add(services);
        services.AddScoped<PromoCodes>().AddScoped<ShowPromoCodes>().AddScoped<ITenantFileSection, PromoSection>();
        services.AddScoped<BookingImporting>().AddNavEntry(new NavEntry(Door.Club, ImportBookings.Path, "Import bookings", "upload", 98, typeof(BookingWords), Ability.ManageTenant, "/manage/venues"));
        services.AddNavEntry(new NavEntry(Door.Club, ShowPromoCodes.Path, "Promo codes", "ticket-percent", 96, typeof(BookingWords), Ability.ManagePrices, "/manage/venues"));
        LessonRoom.Add(services, Name);
        DrawRoom.Add(services, Name);
        FeedRoom.Add(services);
        services.AddTimer<EndHold>(Name, EndHold.Name);
        services.AddTimer<TellClosure>(Name, TellClosure.Name);
        services.AddTimer<FinishBooking>(Name, FinishBooking.Name);
        services.AddTimer<ResellBooking>(Name, ResellBooking.Name);
        services.AddScoped<Line>().AddScoped<Offering>();
        services.AddTimer<EndWaiting>(Name, Line.EndTimer);
        services.AddReaction<BookingCancelled, WhenCourtFreed>(Name);
        services.AddReaction<BookingExpired, WhenCourtFreed>(Name);
        services.AddReaction<BookingMoved, WhenCourtFreed>(Name);
        services.AddReaction<CourtReopened, WhenCourtFreed>(Name);
        services.AddReaction<BookingConfirmed, WhenOfferTaken>(Name);
        services.AddReaction<BookingConfirmed, WhenBookingConfirmed>(Name);
        services.AddReaction<BookingMoved, WhenBookingMoved>(Name);
        services.AddReaction<VenueUpdated, WhenVenueUpdated>(Name);
        services.AddReaction<BookingCancelled, WhenBookingCancelled>(Name);
        services.AddReaction<PaymentSettled, WhenPaymentSettled>(Name);
        services.AddScoped<TakingPaid>().AddScoped<ISplittable, Splittable>();
        services.AddReaction<SplitSecured, WhenSplitSecured>(Name);
        services.AddReaction<SharesChanged, WhenSharesChanged>(Name);
        services.AddReaction<ShareAuthorised, WhenShareAuthorised>(Name);
        services.AddReaction<ShareGivenUp, WhenShareGivenUp>(Name);
        services.AddReaction<SplitFellBack, WhenSplitFellBack>(Name);
        services.AddReaction<MoneyTakenAtDesk, WhenMoneyTakenAtDesk>(Name).AddReaction<DeskPaymentReversed, WhenDeskPaymentReversed>(Name).AddReaction<DueLetGo, WhenDueLetGo>(Name).AddReaction<DuePaid, WhenDuePaid>(Name);
        services.AddReaction<EmailVerified, WhenEmailVerified>(Name);
        services.AddForgetting<BookingHeld>(fact => Days(fact.Court));
        services.AddForgetting<BookingConfirmed>(fact => Days(fact.Court));
        services.AddForgetting<BookingMoved>(fact => [.. Days(fact.From), .. Days(fact.Court)]);
        services.AddForgetting<BookingCancelled>(fact => Days(fact.Court));
        services.AddForgetting<CourtClosed>(fact => DayReader.TagsOf(fact.Courts));
        services.AddForgetting<CourtReopened>(fact => DayReader.TagsOf(fact.Courts));
        services.AddForgetting<BookingExpired>(fact => DayReader.TagsOf(fact.VenueId, fact.Start, fact.End));
        // Memory keeps nothing of these, but an open board shows them.
        services.AddForgetting<BookingCompleted>(fact => Board(fact.Court));
        services.AddForgetting<NoShowRecorded>(fact => Board(fact.Court));
        services.AddForgetting<PlayersArrived>(fact => Board(fact.Court));
        services.AddForgetting<BookingTransferred>(fact => Board(fact.Court));
        services.AddForgetting<BookingNoted>(fact => LiveTags.OfBoard(fact.VenueId, fact.Start, fact.End));
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        SeeAvailability.Map(doors);
        JoinWaitlist.Map(doors);
        SeeWaitlist.Map(doors);
        AnswerOffer.Map(doors);
        SearchTimes.Map(doors);
        HoldCourt.Map(doors);
        SeeBooking.Map(doors);
        SeePrice.Map(doors);
        SeeMyBookings.Map(doors);
        ImportBookings.Map(doors);
        ConfirmBooking.Map(doors);
        CancelBooking.Map(doors);
        ChangeBooking.Map(doors);
        ManageParticipants.Map(doors);
        InvitePeople.Map(doors);
        PlayAlong.Map(doors);
        JoinBooking.Map(doors);
        ChangeGroup.Map(doors);
        OfferTransfer.Map(doors);
        TakeTransfer.Map(doors);
        ShowCourts.Map(doors);
        WhenToPlay.Map(doors);
        BookSlot.Map(doors);
        ShowBooking.Map(doors);
        PayDue.Map(doors);
        GiveBack.Map(doors);
        ShowChange.Map(doors);
        DownloadCalendar.Map(doors);
        NoteAttendance.Map(doors);
        ShowQrCode.Map(doors);
        ShowMyBookings.Map(doors);
        ListenToDay.Map(doors);
        ShowBoard.Map(doors);
        MoveOnBoard.Map(doors);
        FindBooking.Map(doors);
        WriteNotes.Map(doors);
        ShowWeek.Map(doors);
        CheckInAtKiosk.Map(doors);
        TakeWalkIn.Map(doors);
        BlockCourt.Map(doors);
        ShowClosure.Map(doors);
        CloseCourts.Map(doors);
        ListClosures.Map(doors);
        ReopenCourts.Map(doors);
        UndoClosure.Map(doors);
        ManageClosures.Map(doors);
        SeriesRoom.Map(doors);
        ManagePromoCodes.Map(doors);
        ShowPromoCodes.Map(doors);
        LessonRoom.Map(doors);
        DrawRoom.Map(doors);
        FeedRoom.Map(doors);
    }

    private static IEnumerable<string> Board(BookedCourt court) => LiveTags.OfBoard(court.VenueId, court.Start, court.End);

    private static IEnumerable<string> Days(BookedCourt court) => DayReader.TagsOf(court.VenueId, court.Start, court.End);
}
